-- "TGJL": says that the file is a journal, so that no other file is taken for a damaged one.
PRAGMA application_id = 1413958220;
