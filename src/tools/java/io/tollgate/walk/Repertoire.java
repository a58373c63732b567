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
          "flip",
          "collect",
          "say text whole",
          "say text whole",
          "say long chunked",
          "say long silent",
          "say cpim partial",
          "say composing whole",
          "say imdn whole",
          "say cpimdn whole",
          "say heartbeat whole",
          "say empty whole",
          "say long aborted");

  private static final List<String> IN_CONFERENCES =
      List.of(
          "join",
          "join",
          "join",
          "join",
          "decline",
          "leave",
          "watch",
          "tell whole",
          "tell chunked",
          "tell silent",
          "pause",
          "go on");

  private static final List<String> CONTENTS =
      List.of("long", "empty", "composing", "imdn", "cpim", "cpimdn");

  private static final List<String> METHODS =
      List.of("MESSAGE", "OPTIONS", "SUBSCRIBE", "REFER", "PUBLISH");

  private Repertoire() {}

  static List<String> usual(List<String> others) {
    List<String> usual = new ArrayList<>(IN_CALLS);
    for (String other : others) {
      usual.add("invite " + other + " message");
      usual.add("invite " + other + " message audio");
      usual.add("invite " + other + " audio");
      usual.add("invite " + other);
      usual.add("page " + other);
      usual.add("page " + other + " " + CONTENTS.get(usual.size() % CONTENTS.size()));
    }
    usual.addAll(IN_CONFERENCES);
    usual.add("circulate " + String.join(" ", others));
    usual.add("convene " + String.join(" ", others));
    usual.add("convene " + String.join(" ", others.subList(0, (others.size() + 1) / 2)));
    for (String other : others) {
      usual.add("dial " + other);
      usual.add("bring " + other);
      usual.add("expel " + other);
      usual.add("defer " + other);
    }
    return usual;
  }

  static List<String> rare(List<String> others, boolean brief) {
    List<String> rare =
        new ArrayList<>(
            List.of(
                "refuse",
                "withhold",
                "cut",
                "vanish rung",
                "vanish accepted",
                "cdf slow",
                "cdf mute",
                "cdf drop",
                "cdf busy",
                "ocs slow",
                "ocs mute",
                "ocs refuse",
                "ocs stop",
                "ocs deny"));
    if (!brief) {
      rare.add("wait");
      for (String where : List.of("silent", "mute", "reset")) {
        rare.add("nowhere INVITE " + where);
        for (String method : METHODS) {
          rare.add("nowhere " + method + " " + where);
        }
      }
    }
    for (String other : others) {
      rare.add("invite " + other + " message odd");
      rare.add("invite " + other + " message big");
      rare.add("invite " + other + " message huge");
    }
    rare.add("circulate " + String.join(" ", others) + " odd");
    for (String where : List.of("tel", "closed", "unknown")) {
      rare.add("nowhere INVITE " + where);
    }
    for (String method : METHODS) {
      rare.add("nowhere " + method + " closed");
      rare.add("nowhere " + method + " unknown");
      rare.add("nowhere " + method + " tel");
    }
    for (String where : List.of("tel", "closed", "unknown")) {
      rare.add("bring nobody " + where);
    }
    for (String what :
        List.of("INVITE", "ACK", "BYE", "CANCEL", "UPDATE", "MESSAGE", "200/INVITE")) {
      rare.add("stutter sent " + what);
    }
    for (String what :
        List.of("180/INVITE", "200/INVITE", "486/INVITE", "200/BYE", "200/MESSAGE")) {
      rare.add("mislead sent " + what);
    }
    for (String verb : List.of("lose", "double", "delay")) {
      for (String what : List.of("ACK", "200/INVITE", "200/UPDATE", "INVITE", "BYE", "200/BYE")) {
        rare.add(verb + " sent " + what);
        rare.add(verb + " received " + what);
      }
    }
    return rare;
  }
}
