package io.tollgate.walk.action;

import io.tollgate.walk.action.Change.What;
import io.tollgate.walk.party.Media;
import io.tollgate.walk.party.Mishaps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Every action by the words that a script has for it. */
public final class Actions {
  private Actions() {}

  public static Action parse(List<String> words) {
    String verb = words.get(0);
    List<String> rest = words.subList(1, words.size());
    String method = rest.contains("update") ? "UPDATE" : "INVITE";
    return switch (verb) {
      case "invite" -> 
          new Invite(
              rest.get(0),
              kinds(rest.subList(1, rest.size()).stream().filter(word -> !word.equals("odd")).toList()),
              rest.contains("odd"));
      case "ring" -> new Ring(Integer.parseInt(rest.get(0)), rest.contains("reliable"));
      case "accept" -> new Accept();
      case "reject" -> new Reject(Integer.parseInt(rest.get(0)));
      case "cancel" -> new Cancel();
      case "bye" -> new Bye();
      case "refuse" -> new Refuse();
      case "withhold" -> new Withhold();
      case "ack" -> new Ack();
      case "wait" -> new Wait();
      case "page" -> new Page(rest.get(0));
      case "cut" -> new Cut();
      case "nowhere" -> new Nowhere(rest.get(0), rest.get(1));
      case "lose", "double", "delay" ->
          new Mishap(Mishaps.Fate.of(verb), rest.get(0).equals("sent"), rest.get(1));
      case "hold", "resume", "refresh", "repeat", "ask" -> new Change(what(verb), method, null);
      case "add", "remove" -> new Change(what(verb), method, kind(rest.get(0)));
      case "info", "options" -> new Talk(verb.toUpperCase(Locale.ROOT));
      default -> throw new IllegalArgumentException("no such action: " + words);
    };
  }

  /** Everything that one party might do about the others, each as often as it is to be likely. */
  public static List<Action> all(List<String> others) {
    List<Action> all = new ArrayList<>();
    for (String other : others) {
      all.add(parse(words("invite " + other + " message")));
      all.add(parse(words("invite " + other + " message audio")));
      all.add(parse(words("invite " + other + " audio")));
      all.add(parse(words("invite " + other)));
      all.add(parse(words("invite " + other + " message odd")));
      all.add(parse(words("page " + other)));
    }
    for (String text :
        List.of(
            "ring 180", "ring 183", "ring 180 reliable", "accept", "accept", "accept", "accept",
            "reject 486", "cancel", "bye", "bye", "hold", "hold", "resume", "resume",
            "hold update", "resume update", "add video", "remove video", "add audio",
            "remove audio", "refresh", "refresh update", "repeat", "ask", "info", "options", "refuse", "withhold",
            "ack", "wait")) {
      all.add(parse(words(text)));
    }
    for (String method : List.of("INVITE", "MESSAGE", "OPTIONS", "SUBSCRIBE", "REFER")) {
      for (String where : List.of("tel", "closed", "unknown")) {
        if (method.equals("INVITE") || where.equals("closed")) {
          all.add(parse(List.of("nowhere", method, where)));
        }
      }
    }
    for (String verb : List.of("lose", "double", "delay")) {
      for (String what : List.of("ACK", "200/INVITE", "INVITE", "BYE", "200/BYE")) {
        all.add(parse(List.of(verb, "sent", what)));
        all.add(parse(List.of(verb, "received", what)));
      }
    }
    return all;
  }

  private static List<String> words(String text) {
    return Arrays.asList(text.split(" "));
  }

  private static What what(String verb) {
    return What.valueOf(verb.toUpperCase(Locale.ROOT));
  }

  private static List<Media.Kind> kinds(List<String> words) {
    return words.stream().map(Actions::kind).toList();
  }

  private static Media.Kind kind(String word) {
    return Media.Kind.valueOf(word.toUpperCase(Locale.ROOT));
  }
}
