package io.tollgate.walk.model;

import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What one session or message has to have left in the books.
 *
 * @param payer the user who is charged
 * @param records the types of its accounting records in order
 * @param requests how many credit-control requests it took, or {@link #NOTHING} where it was paid
 *     before
 * @param certain false where it may also have come to nothing
 */
public record Cost(String payer, Pattern records, Pattern requests, boolean certain) {

  /** Nothing at all, not even a session. */
  public static final Pattern NOTHING = Pattern.compile("(?!)");

  public static Cost of(String payer, String records, String requests) {
    return new Cost(payer, Pattern.compile(records), Pattern.compile(requests), true);
  }

  /** What was paid online when something else was charged. */
  public static Cost offline(String payer, String records) {
    return new Cost(payer, Pattern.compile(records), NOTHING, true);
  }

  public Cost perhaps() {
    return new Cost(payer, records, requests, false);
  }

  /**
   * Some of it may have been asked for twice, as an answer was lost; what was refused by a fault
   * has left its number to nobody.
   */
  Cost repeatedPerhaps() {
    String refused = certain ? "" : "|\\[[\\d, ]+\\]( used \\d+)?";
    return new Cost(
        payer,
        Pattern.compile("(" + records + ")( and repeated)?"),
        requests == NOTHING
            ? NOTHING
            : Pattern.compile("(" + requests + refused + ")(, repeated)?"),
        certain);
  }

  static Cost of(Call call) {
    String payer = call.caller().user();
    if (call.isUncertain()) {
      return of(payer, "EVENT|START( INTERIM)* STOP( sent \\d+)?", "\\d+( used \\d+)?").perhaps();
    }
    if (!call.isStarted()) {
      return of(payer, "EVENT", "2");
    }
    int corrections = call.corrections();
    int interims = call.offlineChanges();
    int fewest = Math.max(0, interims - call.overtaken());
    String records =
        "START( INTERIM){"
            + fewest
            + ","
            + (interims + corrections)
            + "} STOP"
            + call.saidPattern("sent");
    int requests = 2 + call.onlineChanges();
    String credit =
        String.join(
            "|",
            IntStream.rangeClosed(requests, requests + corrections)
                .mapToObj(Integer::toString)
                .toList());
    return of(payer, records, "(" + credit + ")" + call.saidPattern("used"));
  }
}
