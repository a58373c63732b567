-- How far a process' redo log has come to be in this file: written with the changes themselves, so
-- that none of them is applied again after it was answered and removed.
CREATE TABLE redone (
  boot INTEGER PRIMARY KEY,
  up_to INTEGER NOT NULL
);
