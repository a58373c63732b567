package io.tollgate.whatif;

import io.tollgate.charging.enabler.ChargingEnabler;
import io.tollgate.charging.observer.ChargingObserver;
import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.sip.trust.ChargingVector;
import io.tollgate.sip.trust.Identities;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plays what was captured to the charging of a configuration. */
final class Replay {
  /** For what is told a moment after the last message. */
  private static final Duration AFTERWARDS = Duration.ofSeconds(5);

  private static final Set<String> NOT_CHARGED =
      Set.of("ACK", "OPTIONS", "REGISTER", "SUBSCRIBE", "NOTIFY", "PUBLISH", "PRACK", "INFO");

  private final List<Heard> heard;
  private final String server;
  private final WhatIfPolicy policy;
  private final Notes notes;
  private final CaptureClock clock;
  private final WrittenDown written;
  private final ChargingEnabler charging;
  private final Map<String, Talk> talks = new LinkedHashMap<>();
  private final List<Focus> conferences = new ArrayList<>();
  private final Map<String, SipMessage> outcomes = new HashMap<>();
  private final Map<String, List<SipMessage>> copies = new HashMap<>();
  private final List<SipMessage> sentMessages = new ArrayList<>();
  private final Map<String, String> paths = new HashMap<>();
  private final Map<String, Carried> messages = new HashMap<>();
  private final Map<String, Carried> awaiting = new HashMap<>();
  private final Set<String> transmissions = new HashSet<>();
  private final Set<String> forwards = new HashSet<>();
  private long numbers;

  /**
   * @param server host and port of the server in the capture
   */
  Replay(
      List<Heard> heard,
      String server,
      WhatIfPolicy policy,
      CaptureClock clock,
      ChargingObserver observer,
      Notes notes) {
    this.heard = heard;
    this.server = server;
    this.policy = policy;
    this.notes = notes;
    this.clock = clock;
    this.written = new WrittenDown(clock, observer);
    this.charging =
        new ChargingEnabler(
            policy.charging(),
            written,
            written,
            written,
            clock,
            clock,
            () -> "whatif;" + ++numbers,
            () -> 0.5,
            observer);
  }

  /** Whoever most messages come to and go from. */
  static String server(List<Heard> heard) {
    Map<String, long[]> both = new LinkedHashMap<>();
    for (Heard each : heard) {
      if (each instanceof Heard.Sip sip && sip.message().isRequest()) {
        both.computeIfAbsent(sip.from(), name -> new long[2])[0]++;
        both.computeIfAbsent(sip.to(), name -> new long[2])[1]++;
      }
    }
    return both.entrySet().stream()
        .max(
            (one, other) ->
                Long.compare(
                    one.getValue()[0] * one.getValue()[1],
                    other.getValue()[0] * other.getValue()[1]))
        .map(Map.Entry::getKey)
        .orElse("");
  }

  static Instant begin(List<Heard> heard) {
    return heard.isEmpty() ? Instant.EPOCH : heard.get(0).at();
  }

  List<AccountingRecord> records() {
    return written.records();
  }

  List<CreditRequest> requests() {
    return written.requests();
  }

  /**
   * @param between runs after each message
   */
  void run(Runnable between) {
    lookAhead();
    for (Heard each : heard) {
      clock.advance(each.at());
      if (each instanceof Heard.Sip sip) {
        sip(sip);
      } else if (each instanceof Heard.Msrp msrp) {
        msrp(msrp);
      }
      clock.drain();
      between.run();
    }
    clock.advance(clock.now().plus(AFTERWARDS));
    between.run();
    clock.advance(clock.now().plus(AFTERWARDS));
    between.run();
    new HashSet<>(talks.values()).forEach(Talk::captureEnds);
    written.cutOff();
    between.run();
  }

  /**
   * What becomes of each INVITE, as it tells a focus from a party, and of each MESSAGE: it goes to
   * many if there are many whom the server sends it to.
   */
  private void lookAhead() {
    for (Heard each : heard) {
      if (each instanceof Heard.Sip sip && isServer(sip.from())) {
        SipMessage message = sip.message();
        if (message.status() >= 200 && message.method().matches("INVITE|MESSAGE")) {
          if (outcomes.putIfAbsent(message.callId() + message.cseq(), message) == null
              && message.status() == SipMessage.PAYMENT_REQUIRED) {
            written.hasNoCredit(message.callId());
          }
        } else if (message.isRequest()
            && message.method().equals("MESSAGE")
            && !message.hasToTag()
            && sentMessages.stream().noneMatch(one -> one.callId().equals(message.callId()))) {
          sentMessages.add(message);
          if (!vector(message).isEmpty()) {
            copies.computeIfAbsent(vector(message), icid -> new ArrayList<>()).add(message);
          }
        }
      }
    }
  }

  private boolean isServer(String address) {
    return address.equals(server);
  }

  private void sip(Heard.Sip one) {
    SipMessage message = one.message();
    boolean from = isServer(one.from());
    if (!from && !isServer(one.to()) || !transmissions.add(from + message.transaction())) {
      return;
    }
    if (from) {
      learnPaths(message);
      sent(one);
    } else if (message.isRequest()) {
      requested(one);
    } else {
      Talk talk = talks.get(message.callId());
      if (talk != null) {
        talk.answered(one);
      }
    }
  }

  private void requested(Heard.Sip one) {
    SipMessage message = one.message();
    Talk talk = talks.get(message.callId());
    if (talk != null && (message.hasToTag() || !message.method().matches("INVITE|MESSAGE"))) {
      talk.requested(one);
    } else if (message.hasToTag()) {
      if (!NOT_CHARGED.contains(message.method())) {
        notes.add(
            "%s of %s: the capture has not its beginning"
                .formatted(message.method(), message.callId()));
      }
    } else if (message.method().equals("INVITE")) {
      invited(message);
    } else if (message.method().equals("MESSAGE")) {
      page(message);
    }
  }

  private void invited(SipMessage invite) {
    Asked asked = new Asked(invite, policy, ++numbers);
    SipMessage outcome = outcomes.get(invite.callId() + invite.cseq());
    String contact = outcome == null ? "" : outcome.text("contact");
    boolean isFocus = contact.toLowerCase(Locale.ROOT).contains("isfocus");
    String focusUri = isFocus ? Identities.bare(Identities.uri(contact)) : "";
    for (Focus each : conferences) {
      // A chat room has a name beside the address of the conference that is in it.
      if (each.isOpen()
          && (Identities.bare(invite.uri()).equals(each.uri()) || focusUri.equals(each.uri()))) {
        talks.put(invite.callId(), each);
        each.dialIn(asked);
        return;
      }
    }
    if (isFocus) {
      Focus focus = new Focus(clock, notes, charging, policy, asked, focusUri, numbers);
      conferences.add(focus);
      talks.put(invite.callId(), focus);
      focus.begin();
      return;
    }
    if (outcome == null) {
      notes.add("INVITE " + invite.callId() + ": the capture has no answer to it");
    }
    OneToOne talk = new OneToOne(clock, notes, charging, policy, asked, outcome);
    talks.put(invite.callId(), talk);
    talk.begin();
  }

  private void page(SipMessage message) {
    if (Carried.isFree(message.header("content-type"), message.body())) {
      return;
    }
    List<SipMessage> to = copiesOf(message);
    if (to.stream().map(each -> Identities.bare(each.uri())).distinct().count() > 1
        || message.isToList() && !to.isEmpty()) {
      ToMany many = new ToMany(clock, notes, charging, policy, asked(message), numbers, to);
      to.forEach(copy -> talks.put(copy.callId(), many));
      many.begin();
      return;
    }
    if (message.isToList()) {
      notes.add("MESSAGE " + message.callId() + " to a list: its copies are not in the capture");
      return;
    }
    SipMessage outcome = outcomes.get(message.callId() + message.cseq());
    OneToOne talk = new OneToOne(clock, notes, charging, policy, asked(message), outcome);
    talks.put(message.callId(), talk);
    talk.begin();
  }

  /** Those with its identifier; for one without, those to whom its list names. */
  private List<SipMessage> copiesOf(SipMessage message) {
    String icid = vector(message);
    if (!icid.isEmpty() || !message.isToList()) {
      return copies.getOrDefault(icid, List.of());
    }
    List<SipMessage> found = new ArrayList<>();
    for (String uri : message.listed()) {
      sentMessages.stream()
          .filter(each -> Identities.bare(each.uri()).equals(Identities.bare(uri)))
          .findFirst()
          .ifPresent(found::add);
    }
    sentMessages.removeAll(found);
    return found;
  }

  private Asked asked(SipMessage message) {
    return new Asked(message, policy, ++numbers);
  }

  private void sent(Heard.Sip one) {
    SipMessage message = one.message();
    Talk talk = talks.get(message.callId());
    if (talk != null) {
      if (talk instanceof OneToOne pair) {
        if (message.isRequest() && message.method().matches("INVITE|UPDATE")) {
          pair.passed(one);
        } else if (message.status() >= 300 && message.method().matches("INVITE|MESSAGE")) {
          pair.refusedThere(message.status());
        }
      }
      talk.sent(one);
    } else if (message.isRequest()
        && !message.hasToTag()
        && message.method().matches("INVITE|MESSAGE")) {
      newLeg(message);
    }
  }

  /** The server's own leg: of a conference, or of whoever called the same. */
  private void newLeg(SipMessage request) {
    for (Focus each : conferences) {
      if (request.method().equals("INVITE") && each.sends(request)) {
        talks.put(request.callId(), each);
        return;
      }
    }
    OneToOne found = null;
    for (Talk each : talks.values()) {
      if (each instanceof OneToOne pair && pair.mayContinueAs(request, vector(request))) {
        found = pair;
        break;
      }
    }
    Kept kept = found == null ? keptAs(vector(request)) : null;
    if (kept != null) {
      talks.put(request.callId(), kept);
      kept.isSent();
    } else if (found == null) {
      notes.add(
          "%s %s of the server's: not known what for"
              .formatted(request.method(), request.callId()));
    } else {
      found.continues(request.callId());
      talks.put(request.callId(), found);
    }
  }

  /** A message that waited has the identifier that it came with. */
  private @Nullable Kept keptAs(String icid) {
    for (Talk each : talks.values()) {
      if (each instanceof OneToOne pair) {
        Kept kept = pair.kept();
        if (kept != null && kept.isWaiting() && kept.icid().equals(icid)) {
          return kept;
        }
      }
    }
    return null;
  }

  private static String vector(SipMessage request) {
    ChargingVector vector = ChargingVector.parse(request.header("p-charging-vector"));
    return vector == null ? "" : vector.icid();
  }

  // --- messages

  private void learnPaths(SipMessage message) {
    String sdp = message.sdp();
    if (sdp != null) {
      sdp.lines()
          .filter(line -> line.startsWith("a=path:"))
          .map(line -> MsrpFrame.session(line.substring("a=path:".length())))
          .forEach(session -> paths.put(session, message.callId()));
    }
  }

  private void msrp(Heard.Msrp one) {
    MsrpFrame frame = one.frame();
    String to = paths.get(MsrpFrame.session(frame.text("to-path")));
    String from = paths.get(MsrpFrame.session(frame.text("from-path")));
    if (frame.isSend() && to != null) {
      arrived(to, frame);
    } else if (frame.isSend() && from != null) {
      goesOn(from, frame);
    } else if (frame.isResponse() && to != null && frame.what().equals("200")) {
      Carried carried = awaiting.remove(to + frame.transaction());
      Talk talk = talks.get(to);
      if (carried != null && talk != null) {
        carried.delivered();
      }
    } else if (frame.isSend()) {
      notes.add("MSRP of " + one.from() + ": its session is not in the capture");
    }
  }

  private void arrived(String callId, MsrpFrame frame) {
    Carried carried = messages.computeIfAbsent(frame.text("message-id"), id -> new Carried());
    boolean free =
        frame.flag() == '$' && carried.isNew() && Carried.isFree(type(frame), frame.body());
    carried.chunk(frame.body().length, free);
    Talk talk = talks.get(callId);
    if (frame.flag() == '$' && talk != null) {
      talk.message(callId, carried);
    }
  }

  private static @Nullable String type(MsrpFrame frame) {
    String type = frame.text("content-type");
    return type.isEmpty() ? null : type;
  }

  private void goesOn(String callId, MsrpFrame frame) {
    Carried carried = messages.get(frame.text("message-id"));
    if (carried == null) {
      return;
    }
    if (forwards.add(callId + " " + frame.text("message-id"))) {
      carried.forwarded();
    }
    if (frame.flag() == '$') {
      awaiting.put(callId + frame.transaction(), carried);
    }
  }
}
