package io.tollgate.agents;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What one user has to be charged for, added up while they do it. */
public final class Bill {

  /**
   * @param records the types of its accounting records in order
   * @param requests how many credit-control requests it took
   */
  record Item(String records, int requests) {}

  private final String payer;
  private final List<Item> items = new ArrayList<>();
  private double seconds;

  public Bill(String payer) {
    this.payer = payer;
  }

  String payer() {
    return payer;
  }

  List<Item> items() {
    return List.copyOf(items);
  }

  long seconds() {
    return Math.round(seconds);
  }

  /**
   * @param changes of its media, by whichever side
   */
  public void call(int changes, double lasted) {
    List<String> types = new ArrayList<>(List.of("START"));
    types.addAll(Collections.nCopies(changes, "INTERIM"));
    types.add("STOP");
    items.add(new Item(String.join(" ", types), 2 + changes));
    seconds += lasted;
  }

  /** A call that nobody took. */
  public void attempt() {
    items.add(new Item("EVENT", 2));
  }

  public void message() {
    items.add(new Item("EVENT", 1));
  }
}
