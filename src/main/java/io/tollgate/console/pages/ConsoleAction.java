package io.tollgate.console.pages;

import io.tollgate.console.access.Role;
import io.tollgate.console.view.ConsoleActions;
import java.util.Arrays;
import java.util.Optional;

/** What can be done by a click and a confirmation. */
enum ConsoleAction {
  DRAIN(
      "drain",
      Role.OPERATOR,
      "Drain this server?",
      "New sessions get 503 until you let them in again; those that are up go on.",
      "Drain",
      "/overview") {
    @Override
    String done(ConsoleActions deeds, String about, String who) {
      deeds.drain();
      return "";
    }
  },
  UNDRAIN(
      "undrain",
      Role.OPERATOR,
      "Let new sessions in again?",
      "New sessions are accepted from now on.",
      "Let them in",
      "/overview") {
    @Override
    String done(ConsoleActions deeds, String about, String who) {
      deeds.undrain();
      return "";
    }
  },
  RELOAD(
      "reload",
      Role.OPERATOR,
      "Reload the settings?",
      "Settings and the files that they name are read again; all that have changed come into force,"
          + " or none.",
      "Reload",
      "/settings") {
    @Override
    String done(ConsoleActions deeds, String about, String who) {
      return deeds.reload();
    }
  },
  END_SESSION(
      "end-session",
      Role.OPERATOR,
      "End this session?",
      "Both parties get a BYE, and its charging is closed.",
      "End the session",
      "/sessions") {
    @Override
    String done(ConsoleActions deeds, String about, String who) {
      return deeds.endSession(about) ? "" : "no such session is up any more";
    }
  },
  END_CONFERENCE(
      "end-conference",
      Role.OPERATOR,
      "End this conference?",
      "All participants get a BYE, and its charging is closed.",
      "End the conference",
      "/conferences") {
    @Override
    String done(ConsoleActions deeds, String about, String who) {
      return deeds.endConference(number(about)) ? "" : "no such conference runs any more";
    }
  },
  ACKNOWLEDGE(
      "acknowledge-alarm",
      Role.OPERATOR,
      "Acknowledge this alarm?",
      "Others see that you know of it. It stays on until what is wrong is over.",
      "Acknowledge",
      "/alarms") {
    @Override
    String done(ConsoleActions deeds, String about, String who) {
      return deeds.acknowledge(about, who) ? "" : "no such alarm is on any more";
    }
  },
  PEER_DOWN(
      "peer-down",
      Role.OPERATOR,
      "Take this peer down?",
      "What it has been asked may still be answered, then it gets a good-bye (DPR); nothing new goes"
          + " to it until it is put into use again, or the server starts anew. Where no other peer"
          + " is up, records wait in the journal, and sessions charged online go by"
          + " charging.failure-handling.",
      "Take it down",
      "/peers") {
    @Override
    String done(ConsoleActions deeds, String about, String who) {
      return deeds.holdPeer(about, true);
    }
  },
  PEER_UP(
      "peer-up",
      Role.OPERATOR,
      "Put this peer into use again?",
      "It is connected to at once, and gets requests when it is up.",
      "Put it into use",
      "/peers") {
    @Override
    String done(ConsoleActions deeds, String about, String who) {
      return deeds.holdPeer(about, false);
    }
  },
  REQUEUE(
      "requeue",
      Role.CHARGING,
      "Send this dead letter again?",
      "It goes back among the records that wait for their answer.",
      "Send again",
      "/journal") {
    @Override
    String done(ConsoleActions deeds, String about, String who) {
      return deeds.requeue(number(about))
          ? ""
          : "no such dead letter, or the journal cannot be written";
    }
  };

  private final String word;
  private final Role role;
  private final String question;
  private final String effect;
  private final String button;
  private final String back;

  ConsoleAction(
      String word, Role role, String question, String effect, String button, String back) {
    this.word = word;
    this.role = role;
    this.question = question;
    this.effect = effect;
    this.button = button;
    this.back = back;
  }

  /**
   * Does it.
   *
   * @param about what it is done to; may be empty
   * @param who does it
   * @return why it could not be done; empty if it was
   */
  abstract String done(ConsoleActions deeds, String about, String who);

  static Optional<ConsoleAction> of(String word) {
    return Arrays.stream(values()).filter(deed -> deed.word.equals(word)).findFirst();
  }

  private static long number(String about) {
    return about.matches("[0-9]{1,18}") ? Long.parseLong(about) : -1;
  }

  String word() {
    return word;
  }

  Role role() {
    return role;
  }

  String question() {
    return question;
  }

  String effect() {
    return effect;
  }

  String button() {
    return button;
  }

  /** The page to go to afterwards. */
  String back() {
    return back;
  }
}
