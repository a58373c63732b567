package io.tollgate.sip.body;

/**
 * A body that cannot be served. Carries what the answer should say: the SIP status (400, 413, 415
 * or 488) and a text for its Warning header (RFC 3261 20.43).
 */
public final class BodyException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;

  public BodyException(int status, String problem) {
    super(problem);
    this.status = status;
  }

  public BodyException(int status, String problem, Throwable cause) {
    super(problem, cause);
    this.status = status;
  }

  public int status() {
    return status;
  }

  /** Text for a quoted string: no quotes, backslashes or line breaks, at most 120 characters. */
  public String warning() {
    StringBuilder text = new StringBuilder();
    String problem = String.valueOf(getMessage());
    for (int i = 0; i < problem.length() && text.length() < 120; i++) {
      char c = problem.charAt(i);
      text.append(c < ' ' || c > '~' || c == '"' || c == '\\' ? ' ' : c);
    }
    return text.toString();
  }
}
