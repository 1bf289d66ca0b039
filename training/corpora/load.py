"""Which corpora are trained on, where they lie under `shared/data`, and what is held back."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from evaluation.splits import is_dev
from training.corpora import conll2003, factuality, geo, gum, plv, polnear, records
from training.corpora.document import Document

ANNOTATIONS = Path(__file__).parents[1] / "annotations"

CORPORA: dict[str, Callable[[Path], Iterator[Document]]] = {
    "polnear": lambda data: polnear.documents(data / "polnear" / "train"),
    "record": lambda data: records.documents(data / "record" / "records.jsonl"),
    "annotations": lambda data: records.annotated(ANNOTATIONS, data),
    "conll2003": lambda data: conll2003.documents(data / "ner" / "train.conllu"),
    "gum": lambda data: gum.documents(data / "gum" / "train"),
    "lgl": lambda data: geo.documents(data / "geo" / "lgl_first70.xml"),
    "tr-news": lambda data: geo.documents(data / "geo" / "TR-News_first70.xml"),
    "geovirus": lambda data: geo.documents(data / "geo" / "GeoVirus.xml"),
    "uds": lambda data: factuality.uds(data / "factuality" / "uds_ih2", "train"),
    "casie": lambda data: factuality.casie(data / "factuality" / "casie" / "annotation"),
    "plv": lambda data: _plv(data / "plv" / "PLV_train.tsv"),
    "stories": lambda data: plv.stories(next((data / "plv" / "synthetic").glob("gpt_*.csv"))),
}

_OWN_SPLIT = frozenset({"annotations", "polnear", "conll2003", "uds", "plv", "stories"})


def load(data: Path, name: str) -> tuple[list[Document], list[Document]]:
    """The training and the development documents of one corpus."""
    train: list[Document] = []
    dev: list[Document] = []
    for document in CORPORA[name](data):
        held_back = name not in _OWN_SPLIT and is_dev(document.id)
        (dev if held_back else train).append(document)
    return train, dev


def without_texts_of(documents: list[Document], held_back: list[Document]) -> list[Document]:
    """The documents whose text does not begin like one that is held back."""
    heads = {_head(document) for document in held_back}
    return [document for document in documents if _head(document) not in heads]


def _head(document: Document) -> str:
    return "".join(document.text.split())[:120]


def _plv(path: Path) -> Iterator[Document]:
    for document in plv.documents(path):
        kept = tuple(
            pair
            for pair in document.pairs
            if not is_dev(document.text[slice(*pair.sentence)], tenths=2)
        )
        if kept:
            yield replace(document, pairs=kept)
