"""Plain text: decoded, and otherwise left as it is."""

from tipsheet.intake.decode import decode, refuse_binary
from tipsheet.intake.files import Stream, text_too_large
from tipsheet.intake.found import Found
from tipsheet.intake.limits import Limits

_BYTES_A_CHARACTER = 4


def read_text(stream: Stream, limits: Limits) -> Found:
    """The text of `stream`; raises SourceUndecodable or SourceTooLarge."""
    refuse_binary(stream.head)
    data = stream.read(_BYTES_A_CHARACTER * limits.text, text_too_large(limits))
    return Found(text=decode(data, declared=stream.charset), kind="text", url=stream.url)
