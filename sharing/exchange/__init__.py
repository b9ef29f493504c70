"""What is carried out of a brief and back in: one JSON file without loss, tables as CSV and XLSX. Knows no store and no screen."""
