"""What can be wrong with a database, each in one sentence."""


class StoreError(Exception):
    """The database cannot be reached or refuses to write. Nothing that was saved before is lost."""


class NewerSchema(StoreError):
    """The database was written by a newer version of the program. Nothing was touched."""


class OlderSchema(StoreError):
    """The database is one of an older version of the program, or none yet. Nothing was touched."""


class Occupied(StoreError):
    """Another program serves this SQLite file. Nothing was touched."""


class Damaged(StoreError):
    """The file is no longer as SQLite wrote it. Nothing was touched."""


def silent(error: BaseException) -> StoreError:
    """The sentence for whatever the database or its driver said; its first line, as the others may tell what people wrote."""
    cause = str(getattr(error, "orig", None) or error).partition("\n")[0]
    return StoreError(f"the database does not answer: {cause}. Check DATABASE_URL, its rights and free space.")
