package io.tollgate.journal;

/** What an operator is told about the journal. Each is raised, repeated with news, and cleared. */
public enum JournalAlarm {
  /** The journal cannot be written; new records are kept in memory only. */
  DISK_FAILED,
  /** The file was damaged and has been set aside; a new one is in use. */
  FILE_DAMAGED,
  /** What a former process had not brought to disk was damaged; the file is kept. */
  REDO_DAMAGED,
  /** Two records have the same session and number and say different things; both are kept. */
  RECORDS_COLLIDE,
  /** The memory buffer is full while the disk fails: records are lost. */
  RECORDS_LOST,
  /** A record has a form that cannot be written: it is lost, and what comes after it is not. */
  RECORD_UNWRITABLE,
  /** Usage since the last checkpoint of each session is in memory only. */
  USAGE_NOT_KEPT,
  /** 70 % of what the journal may hold. */
  BACKLOG_HIGH,
  /** 90 % of what the journal may hold. */
  BACKLOG_CRITICAL,
  /** The journal was full or records too old: interims or events were given up. */
  RECORDS_DROPPED,
  /** A charging function refuses records for good. */
  DEAD_LETTERS,
  /** No charging function takes records; they are stored. */
  DELIVERY_STOPPED
}
