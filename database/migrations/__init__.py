"""How the tables came to be as they are, step by step; read by Alembic, imported by nobody."""
