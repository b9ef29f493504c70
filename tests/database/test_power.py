"""Power loss: wherever SQLite's log ends on the disk, the file is sound, and holds what was acknowledged until there and nothing else."""

import sqlite3
from contextlib import closing
from pathlib import Path

from database.engine import Database
from questionnaire import keys
from questionnaire.catalogue import questionnaire
from questionnaire.sitting import begin
from questionnaire.store import Store, Versions

HEADER, FRAME = 32, 24 + 4096  # bytes: of the log, and of each page in it


def test_a_log_that_ends_anywhere_holds_what_was_acknowledged_until_there(tmp_path: Path) -> None:
    file, log = tmp_path / "answers.db", tmp_path / "answers.db-wal"
    database = Database(f"sqlite:///{file}")
    store, sitting = Store(database), begin(questionnaire(), keys.new_public_id(), "founder", "en", "full")
    store.create(sitting, keys.lock("secret"), Versions("questions", "rules"))
    with closing(sqlite3.connect(file)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    acknowledged = {}
    for question in list(questionnaire().questions)[:12]:
        assert store.save_answer(sitting.id, question, "an answer")
        acknowledged[question] = log.stat().st_size
    before, whole = file.read_bytes(), log.read_bytes()
    database.close()
    frames = range(HEADER, len(whole) + 1, FRAME)
    assert len(frames) > len(acknowledged)
    for end in (end for frame in frames for end in (frame - 1, frame, frame + FRAME // 2)):
        cut = tmp_path / "cut.db"
        cut.write_bytes(before)
        Path(f"{cut}-wal").write_bytes(whole[:end])
        assert kept(cut) == {question for question, size in acknowledged.items() if size <= end}, end


def kept(file: Path) -> set[str]:
    """The questions that are answered in a file, which is sound."""
    with closing(sqlite3.connect(file)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return {question for (question,) in db.execute("select question_id from answer")}
