package io.tollgate.walk;

import java.util.ArrayList;
import java.util.List;

/** Everything that a party might do, each as often as it is to be likely. */
final class Repertoire {
  private static final List<String> IN_CALLS =
      List.of(
          "ring 180",
          "ring 183",
          "ring 180 reliable",
          "accept",
          "accept",
          "accept",
          "accept",
          "reject 486",
          "cancel",
          "bye",
          "bye",
          "hold",
          "hold",
          "resume",
          "resume",
          "hold update",
          "resume update",
          "add video",
          "remove video",
          "add audio",
          "remove audio",
          "refresh",
          "refresh update",
          "repeat",
          "ask",
          "info",
          "options",
          "ack",
          "flip");

  private Repertoire() {}

  static List<String> usual(List<String> others) {
    List<String> usual = new ArrayList<>(IN_CALLS);
    for (String other : others) {
      usual.add("invite " + other + " message");
      usual.add("invite " + other + " message audio");
      usual.add("invite " + other + " audio");
      usual.add("invite " + other);
      usual.add("page " + other);
    }
    return usual;
  }

  static List<String> rare(List<String> others, boolean brief) {
    List<String> rare = new ArrayList<>(List.of("refuse", "withhold", "cut"));
    if (!brief) {
      rare.add("wait");
    }
    for (String other : others) {
      rare.add("invite " + other + " message odd");
    }
    for (String where : List.of("tel", "closed", "unknown")) {
      rare.add("nowhere INVITE " + where);
    }
    for (String method : List.of("MESSAGE", "OPTIONS", "SUBSCRIBE", "REFER")) {
      rare.add("nowhere " + method + " closed");
    }
    for (String verb : List.of("lose", "double", "delay")) {
      for (String what : List.of("ACK", "200/INVITE", "INVITE", "BYE", "200/BYE")) {
        rare.add(verb + " sent " + what);
        rare.add(verb + " received " + what);
      }
    }
    return rare;
  }
}
