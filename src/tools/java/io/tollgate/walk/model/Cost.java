package io.tollgate.walk.model;

import java.util.List;

/**
 * What one session or message has to have left in the books.
 *
 * @param payer the user who is charged
 * @param records the types of its accounting records in order
 * @param requests how many credit-control requests it took
 */
public record Cost(String payer, String records, int requests) {

  static Cost of(Call call) {
    String payer = call.caller().user();
    if (!call.isStarted()) {
      return new Cost(payer, "EVENT", 2);
    }
    List<String> types = new java.util.ArrayList<>();
    types.add("START");
    types.addAll(java.util.Collections.nCopies(call.offlineChanges(), "INTERIM"));
    types.add("STOP");
    return new Cost(payer, String.join(" ", types), 2 + call.onlineChanges());
  }
}
