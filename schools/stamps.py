"""What the stamps of a local act say first."""

STAMP_KINDS = ("ПРИНЯТО", "РАССМОТРЕНО", "СОГЛАСОВАНО", "УТВЕРЖДЕНО", "УТВЕРЖДАЮ")
STAMP_PAPERS = ("протокол", "приказ")
