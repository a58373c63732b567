package io.tollgate.journal.store;

import java.util.List;

/**
 * Questions to a journal while servers use it, in the SQL of its store: tables as they are, and
 * {@code backlog}, {@code dead} and {@code open} for people.
 */
public interface RecordQueries extends AutoCloseable {

  /** A row, each column as text; absent ones are empty. */
  interface RowListener {
    void row(List<String> columns);
  }

  /** Which journal it is. */
  String name();

  /** Tells the names of the columns first, then row after row, none of them kept in memory. */
  void ask(RowListener listener, String sql, Object... parameters) throws JournalException;

  /** An SQL expression for a time of day, from one in milliseconds since 1970. */
  String utc(String millis);

  /** An SQL expression for the seconds since then, as text. */
  String age(String millis);

  /**
   * Dead letters go back to delivery.
   *
   * @param ids as {@code dead} shows them
   */
  void requeue(List<String> ids) throws JournalException;

  @Override
  void close() throws JournalException;
}
