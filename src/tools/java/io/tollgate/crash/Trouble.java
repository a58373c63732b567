package io.tollgate.crash;

/** What comes over the server in a round, besides the kill that each round has. */
enum Trouble {
  NONE("killed"),
  CLOCK_AHEAD("clock an hour ahead, then killed"),
  CHARGING_FUNCTIONS("killed, charging functions too"),
  DISK_FULL("disk full for a while, then killed"),
  TORN_TAIL("killed, the journal's tail torn"),
  CLOCK_BACK("clock an hour back, then killed"),
  READ_ONLY("journal read-only for a while, then killed");

  private final String text;

  Trouble(String text) {
    this.text = text;
  }

  static Trouble of(int round) {
    return values()[(round - 1) % values().length];
  }

  @Override
  public String toString() {
    return text;
  }
}
