package io.tollgate.walk.action;

import io.tollgate.walk.action.Change.What;
import io.tollgate.walk.party.Media;
import io.tollgate.walk.party.Mishaps;
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
              kinds(
                  rest.subList(1, rest.size()).stream()
                      .filter(word -> Invite.Head.of(word) == Invite.Head.USUAL)
                      .toList()),
              rest.stream()
                  .map(Invite.Head::of)
                  .filter(head -> head != Invite.Head.USUAL)
                  .findFirst()
                  .orElse(Invite.Head.USUAL));
      case "ring" -> new Ring(Integer.parseInt(rest.get(0)), rest.contains("reliable"));
      case "accept" -> new Accept();
      case "reject" -> new Reject(Integer.parseInt(rest.get(0)));
      case "cancel" -> new Cancel();
      case "bye" -> new Bye();
      case "flip" -> new Flip();
      case "refuse" -> new Refuse();
      case "withhold" -> new Withhold();
      case "ack" -> new Ack();
      case "wait" -> new Wait();
      case "page" ->
          new Page(rest.get(0), rest.size() == 1 ? Content.TEXT : Content.of(rest.get(1)));
      case "circulate" ->
          new Circulate(
              rest.stream().filter(word -> !word.equals("odd")).toList(), rest.contains("odd"));
      case "defer" -> new Defer(rest.get(0));
      case "collect" -> new Collect();
      case "cut" -> new Cut();
      case "say" -> Say.of(rest.get(0), rest.get(1));
      case "vanish" -> new Vanish(rest.get(0).equals("accepted"));
      case "cdf", "ocs" -> Trouble.of(String.join(" ", words));
      case "convene" -> new Convene(rest);
      case "join" -> new Join();
      case "decline" -> new Decline();
      case "leave" -> new Leave();
      case "dial" -> new Dial(rest.get(0));
      case "bring" ->
          rest.get(0).equals("nobody") ? new Fetch(rest.get(1)) : new Bring(rest.get(0));
      case "expel" -> new Expel(rest.get(0));
      case "watch" -> new Watch();
      case "tell" -> new Tell(Say.Manner.valueOf(rest.get(0).toUpperCase(Locale.ROOT)));
      case "pause" -> new Alter(true);
      case "go" -> new Alter(false);
      case "nowhere" -> new Nowhere(rest.get(0), rest.get(1));
      case "lose", "double", "delay", "stutter", "mislead" ->
          new Mishap(Mishaps.Fate.of(verb), rest.get(0).equals("sent"), rest.get(1));
      case "hold", "resume", "refresh", "repeat", "ask" -> new Change(what(verb), method, null);
      case "add", "remove" -> new Change(what(verb), method, kind(rest.get(0)));
      case "info", "options" -> new Talk(verb.toUpperCase(Locale.ROOT));
      default -> throw new IllegalArgumentException("no such action: " + words);
    };
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
