package io.tollgate.diameter.transport;

/** The transport cannot start as configured; the message says what to change. */
public class TransportException extends Exception {
  private static final long serialVersionUID = 1L;

  public TransportException(String message) {
    super(message);
  }

  public TransportException(String message, Throwable cause) {
    super(message, cause);
  }
}
