package io.tollgate.agents;

import io.tollgate.harness.SipText;
import java.util.List;

/** A client that was made elsewhere. It is in one call at most, and its server is its proxy. */
public interface UserAgent extends AutoCloseable {

  /** How its call is, in its own view. */
  enum State {
    IDLE,
    CALLING,
    INCOMING,
    UP
  }

  /**
   * A message as the client itself wrote it down.
   *
   * @param sent whether it went out
   * @param startLine read once, as is all that is looked at again and again
   */
  record Seen(boolean sent, SipText message, String startLine, String callId, String sequence) {
    Seen(boolean sent, SipText message) {
      this(
          sent,
          message,
          message.startLine(),
          message.header("Call-ID"),
          message.header("CSeq").replaceFirst(" +", " "));
    }

    public boolean isRequest(String method) {
      return startLine.startsWith(method + " ");
    }

    public boolean isStatus(int status) {
      return startLine.startsWith("SIP/2.0 " + status + " ");
    }

    boolean isResponse() {
      return startLine.startsWith("SIP/2.0 ");
    }

    /** That of a response is of its request. */
    String method() {
      return sequence.substring(sequence.indexOf(' ') + 1);
    }

    boolean answers(String method) {
      return isResponse() && method().equals(method);
    }

    @Override
    public String toString() {
      return (sent ? "> " : "< ") + startLine;
    }
  }

  String user();

  /** Where others reach it. */
  String uri();

  void call(String uri);

  void accept();

  /** Ends its call, gives it up, or refuses the one that came. */
  void hangUp();

  void hold();

  void resume();

  /** Sends what it has to say in page mode. */
  void message(String uri, String text);

  State state();

  /** All it sent and received so far, in order. */
  List<Seen> seen();

  @Override
  void close();
}
