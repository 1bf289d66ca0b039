"""What can go wrong with an evaluation, each with its exit status."""

from tipsheet.errors import TipsheetError


class EvaluationError(TipsheetError):
    """Root of the evaluation's own errors."""

    code = "evaluation"


class CorpusMissing(EvaluationError):
    """The files of a corpus are not where the command was told."""

    code = "corpus-missing"
    exit_status = 3


class CorpusInvalid(EvaluationError):
    """The files are not in the corpus's format."""

    code = "corpus-invalid"
    exit_status = 4


class ReaderMissing(EvaluationError):
    """The installed package has no trained reader, or the reader lacks a hook."""

    code = "reader-missing"
    exit_status = 5


class FloorBroken(EvaluationError):
    """A score lies below its floor."""

    code = "floor"
    exit_status = 6


class TableStale(EvaluationError):
    """A published table differs from the scores it should show."""

    code = "table-stale"
    exit_status = 7
