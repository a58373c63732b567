package io.tollgate.ledger;

import java.util.Locale;

/** How a session ended. */
public enum Outcome {
  /** It is up. */
  OPEN("open"),
  /** Its parties ended it. */
  ENDED("ended by its parties"),
  /** This server ended it: too long, idle, or an operator. */
  RELEASED("ended by the server"),
  /** Charging ended it: no credit, no accounting, or a charging function said so. */
  CUT("ended by charging"),
  /** Charging refused it. */
  REFUSED("refused by charging"),
  /** Its set-up was refused, failed or was cancelled by others. */
  FAILED("not set up"),
  /** A message that arrived. */
  DELIVERED("delivered"),
  /** A message that arrived nowhere. */
  UNDELIVERED("not delivered"),
  /** A message that waits for its recipient. */
  STORED("stored for later"),
  /** This node failed it. */
  NODE_FAILURE("failed by the server"),
  /** The server died while it was up; what is known of it ends there. */
  INTERRUPTED("the server died");

  private final String text;

  Outcome(String text) {
    this.text = text;
  }

  /** For people. */
  public String text() {
    return text;
  }

  /** For files and words of commands: {@code node-failure}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
