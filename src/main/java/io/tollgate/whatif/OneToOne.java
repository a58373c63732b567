package io.tollgate.whatif;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.MessageGate;
import io.tollgate.charging.MessageGate.Count;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.ServiceControl;
import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.enabler.ChargedSession;
import io.tollgate.charging.enabler.ChargingEnablerUser;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.flow.Signalling;
import io.tollgate.charging.flow.Walk;
import io.tollgate.charging.record.ApplicationServiceType;
import io.tollgate.charging.record.CauseCode;
import io.tollgate.charging.record.EventTimes;
import io.tollgate.charging.record.Media;
import io.tollgate.charging.record.NodeRole;
import io.tollgate.charging.record.Roster;
import io.tollgate.charging.record.ServiceKind;
import io.tollgate.deferred.DeferredPayer;
import io.tollgate.sip.trust.Identities;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A session of two, or one message outside of a session, with the server between them. */
final class OneToOne implements Talk, ServiceControl {
  private static final int SET_UP_CANCELLED = 487;

  /** Cause-Code of a 202. */
  private static final int ACCEPTED = -202;

  private final CaptureClock clock;
  private final Notes notes;
  private final Asked asked;
  private final SessionTerms terms;
  private final Roster roster;
  private final ChargedSession charged;
  private final boolean chargeReceived;
  private final ChargingEnablerUser charging;
  private final WhatIfPolicy policy;
  private final boolean isKept;
  private final boolean isRefusedThere;
  private final Map<String, Change> changes = new HashMap<>();
  private final Map<String, String> offers = new HashMap<>();
  private @Nullable String outgoing;
  private @Nullable SetUp setUp;
  private List<String> asserted = List.of();
  private @Nullable Change waiting;
  private @Nullable Kept kept;
  private boolean over;

  /**
   * @param outcome how the server of the capture answered, if it did
   */
  OneToOne(
      CaptureClock clock,
      Notes notes,
      ChargingEnablerUser charging,
      WhatIfPolicy policy,
      Asked asked,
      @Nullable SipMessage outcome) {
    this.clock = clock;
    this.notes = notes;
    this.asked = asked;
    this.terms = asked.oneToOne();
    this.roster = Asked.pair(terms);
    this.charging = charging;
    this.policy = policy;
    this.isKept =
        terms.kind() == ServiceKind.PAGE_MESSAGE
            && outcome != null
            && outcome.status() == SipMessage.ACCEPTED;
    this.isRefusedThere = outcome != null && outcome.status() == SipMessage.PAYMENT_REQUIRED;
    this.chargeReceived = policy.chargeReceived();
    this.charged = charging.open(terms, clock, this);
  }

  void begin() {
    SetUp beginning = new SetUp(asked.request(), clock.now());
    setUp = beginning;
    String sdp = asked.request().sdp();
    if (sdp != null) {
      offers.put(asked.request().callId(), sdp);
    }
    charged.walk(procedure(), beginning);
  }

  private Procedure procedure() {
    return switch (terms.kind()) {
      case LARGE_MESSAGE -> Procedure.LARGE_MESSAGE;
      case FILE_TRANSFER -> Procedure.FILE_TRANSFER;
      case PAGE_MESSAGE -> Procedure.PAGE_MESSAGE;
      case SESSION, GROUP_SESSION, DEFERRED_MESSAGE -> Procedure.INITIATE_ONE_TO_ONE;
    };
  }

  /** Whether that request of the server's may be its leg to the called party. */
  boolean mayContinueAs(SipMessage request, String icid) {
    if (outgoing != null || !request.method().equals(asked.request().method())) {
      return false;
    }
    boolean tied = asked.request().header("p-charging-vector") != null && !icid.isEmpty();
    return tied
        ? icid.equals(terms.correlation().icid())
        : Identities.bare(Identities.uri(request.text("to")))
            .equals(Identities.bare(Identities.uri(asked.request().text("to"))));
  }

  /** The server's own leg to the called party. */
  void continues(String callId) {
    if (outgoing == null) {
      outgoing = callId;
    }
  }

  private ChargingEvent first(String method, Instant request, @Nullable Instant response) {
    return told(method, request, response, Asked.called(terms)).andThen(() -> roster);
  }

  private ChargingEvent event(String method, Instant request, @Nullable Instant response) {
    return told(method, request, response, roster);
  }

  private ChargingEvent told(
      String method, Instant request, @Nullable Instant response, Roster about) {
    return ChargingEvent.of(
            method, Asked.direction(terms), new EventTimes(request, response), about)
        .withAcceptance(asserted, outgoing);
  }

  @Override
  public void requested(Heard.Sip heard) {
    SipMessage message = heard.message();
    switch (message.method()) {
      case "INVITE", "UPDATE" -> change(message);
      case "BYE" -> end(Procedure.END, message.header("reason"));
      case "CANCEL" -> failed(SET_UP_CANCELLED, message.header("reason"));
      case "MESSAGE" -> inDialog(message);
      default -> {
        // ACK, PRACK, INFO and the like cost nothing.
      }
    }
  }

  private void inDialog(SipMessage message) {
    Carried carried =
        Carried.whole(
            message.body().length, Carried.isFree(message.header("content-type"), message.body()));
    message(message.callId(), carried);
    carried.forwarded();
    carried.delivered();
  }

  @Override
  public void sent(Heard.Sip heard) {
    if (heard.message().isRequest() && heard.message().method().equals("BYE") && !over) {
      end(Procedure.RELEASE, heard.message().header("reason"));
    }
  }

  @Override
  public void answered(Heard.Sip heard) {
    SipMessage response = heard.message();
    int status = response.status();
    if (status < 200) {
      return;
    }
    Change change = changes.remove(response.cseq());
    SetUp beginning = setUp;
    if (change != null) {
      change.answered(status);
    } else if (beginning != null && beginning.method.equals(response.method())) {
      if (status < 300) {
        asserted = Identities.uris(response.all("p-asserted-identity"));
        beginning.accepted(response);
      } else {
        failed(status, null);
      }
    }
  }

  private void failed(int status, @Nullable String reason) {
    SetUp beginning = setUp;
    if (beginning == null || over) {
      return;
    }
    over = true;
    setUp = null;
    beginning.abandon();
    if (isKept) {
      keep(beginning.arrived, clock.now());
    } else {
      chargeFailure(beginning, status, reason);
    }
  }

  /** Charging lets it go no further, as the server answers then. */
  private void refused(SetUp beginning, Refusal refusal) {
    if (!over) {
      over = true;
      setUp = null;
      beginning.abandon();
      chargeFailure(beginning, refusal.status(), refusal.reason());
    }
  }

  /** The server of the capture went no further, for a reason that is not known here. */
  void refusedThere(int status) {
    SetUp beginning = setUp;
    if (beginning != null && outgoing == null && !over) {
      over = true;
      setUp = null;
      beginning.abandon();
      notes.add(
          "%s %s: the server in the capture refused it with %d"
              .formatted(beginning.method, asked.request().callId(), status));
    }
  }

  private void chargeFailure(SetUp beginning, int status, @Nullable String reason) {
    Instant now = clock.now();
    Procedure procedure =
        terms.kind() == ServiceKind.PAGE_MESSAGE
            ? Procedure.PAGE_MESSAGE_FAILED
            : Procedure.INITIATION_FAILED;
    charged.walk(
        procedure,
        () ->
            first(beginning.method, beginning.arrived, now)
                .withMessage(Asked.bodies(asked.request()), beginning.units(), 0)
                .withCause(CauseCode.of(status), reason));
  }

  /** The recipient is away, and the server told the sender that it keeps the message. */
  private void keep(Instant arrived, Instant now) {
    Kept message =
        new Kept(
            clock,
            notes,
            charging,
            asked.request(),
            terms.withDebit(charged.debit()),
            policy.deferred() == DeferredPayer.RECIPIENT);
    kept = message;
    String expires = asked.request().text("expires");
    if (expires.matches("[1-9]\\d{0,8}")) {
      var unused = clock.schedule(Duration.ofSeconds(Long.parseLong(expires)), message::expires);
    }
    charged.walk(
        Procedure.DEFERRED_SUBMISSION,
        new Signalling() {
          private boolean owed = policy.deferred() == DeferredPayer.RECIPIENT;

          @Override
          public ChargingEvent event() {
            return message.event(ApplicationServiceType.SENDING, arrived, now, ACCEPTED);
          }

          @Override
          public void completed() {
            if (owed) {
              owed = false;
              charged.walk(Procedure.DEFERRED_EXPIRY, this);
            }
          }
        });
  }

  /** What waits for its recipient, if that is what became of it. */
  @Nullable Kept kept() {
    return kept;
  }

  private void end(Procedure procedure, @Nullable String reason) {
    if (over) {
      return;
    }
    if (setUp != null && setUp.awaiting != null) {
      failed(SET_UP_CANCELLED, reason);
      return;
    }
    over = true;
    Instant now = clock.now();
    charged.walk(procedure, () -> event("BYE", now, now).withCause(CauseCode.NORMAL_END, reason));
  }

  private void change(SipMessage message) {
    String sdp = message.sdp();
    String before = offers.get(message.callId());
    boolean refresh = sdp == null || before != null && Asked.repeats(sdp, before);
    if (sdp != null) {
      offers.put(message.callId(), sdp);
    }
    Change change = new Change(message, clock.now());
    waiting = change;
    charged.walk(refresh ? Procedure.REFRESH : Procedure.MODIFY, change);
  }

  /** The server passed a change on: its answer is known by this number. */
  void passed(Heard.Sip heard) {
    Change change = waiting;
    if (change != null && heard.message().hasToTag()) {
      waiting = null;
      changes.put(heard.message().cseq(), change);
    }
  }

  @Override
  public void message(String callId, Carried carried) {
    boolean byCaller = callId.equals(asked.request().callId());
    boolean byPayer = byCaller == (terms.nodeRole() != NodeRole.TERMINATING);
    if (carried.isFree() || !byPayer && !chargeReceived) {
      return;
    }
    MessageGate gate = charged.messages();
    if (gate.admit(decided -> {}) == MessageGate.Admission.REFUSED) {
      notes.add("a message of " + callId + " would have been refused: no units");
      return;
    }
    gate.octets(byPayer ? Count.OCTETS_IN : Count.OCTETS_OUT, carried.octets());
    gate.completed();
    carried.passed(gate);
  }

  @Override
  public void captureEnds() {
    if (kept != null) {
      kept.captureEnds();
    }
    if (!over && terms.kind() != ServiceKind.PAGE_MESSAGE) {
      notes.add(
          "session "
              + asked.request().callId()
              + " is still up where the capture ends: charged up to there");
    }
  }

  @Override
  public void endSession(Refusal why) {
    notes.add(
        "session "
            + asked.request().callId()
            + " would have been ended by charging: "
            + why.reason());
  }

  /** From the first request to its answer. */
  private final class SetUp implements Signalling {
    private final String method;
    private final Instant arrived;
    private @Nullable Walk awaiting;
    private @Nullable SipMessage accepted;
    private @Nullable Instant answeredAt;

    SetUp(SipMessage request, Instant arrived) {
      this.method = request.method();
      this.arrived = arrived;
    }

    long units() {
      return terms.kind() == ServiceKind.LARGE_MESSAGE || terms.kind() == ServiceKind.PAGE_MESSAGE
          ? 1
          : 0;
    }

    void accepted(SipMessage response) {
      accepted = response;
      answeredAt = clock.now();
      Walk walk = awaiting;
      awaiting = null;
      if (walk != null) {
        walk.next();
      }
    }

    void abandon() {
      Walk walk = awaiting;
      awaiting = null;
      if (walk != null) {
        walk.abandon();
      }
    }

    @Override
    public ChargingEvent event() {
      SipMessage ok = accepted;
      String answer = ok == null ? null : ok.sdp();
      String offer = asked.request().sdp();
      ChargingEvent event =
          OneToOne.this
              .first(method, arrived, answeredAt)
              .withMessage(Asked.bodies(asked.request()), units(), announced(offer));
      if (offer != null || answer != null) {
        event =
            event.withMedia(
                answer == null
                    ? Asked.media(offer, Media.SdpType.OFFER)
                    : Asked.media(answer, Media.SdpType.ANSWER));
      }
      return ok == null || !method.equals("MESSAGE")
          ? event
          : event.withCause(CauseCode.of(ok.status()), null);
    }

    private long announced(@Nullable String offer) {
      if (offer == null
          || terms.kind() != ServiceKind.FILE_TRANSFER
              && terms.kind() != ServiceKind.LARGE_MESSAGE) {
        return 0;
      }
      return offer
          .lines()
          .filter(line -> line.startsWith("a=file-selector:") && line.contains("size:"))
          .map(line -> line.replaceAll(".*size:(\\d{1,18}).*", "$1"))
          .filter(size -> size.matches("\\d+"))
          .mapToLong(Long::parseLong)
          .findFirst()
          .orElse(0);
    }

    @Override
    public void awaitFirstAcceptance(Walk walk) {
      if (accepted != null) {
        walk.next();
      } else {
        awaiting = walk;
      }
    }

    @Override
    public void refused(Refusal refusal) {
      if (!isRefusedThere) {
        notes.add(
            "%s %s would have been refused with %d: %s"
                .formatted(method, asked.request().callId(), refusal.status(), refusal.reason()));
      }
      OneToOne.this.refused(this, refusal);
    }
  }

  /** A re-INVITE or UPDATE. */
  private final class Change implements Signalling {
    private final SipMessage request;
    private final Instant arrived;
    private @Nullable Walk awaiting;
    private @Nullable Instant answeredAt;
    private int status;

    Change(SipMessage request, Instant arrived) {
      this.request = request;
      this.arrived = arrived;
    }

    void answered(int with) {
      status = with;
      answeredAt = clock.now();
      Walk walk = awaiting;
      awaiting = null;
      if (walk != null && with < 300) {
        walk.next();
      } else if (walk != null) {
        walk.abandon();
      } else if (with >= 300) {
        charged.walk(Procedure.MODIFICATION_CORRECTED, this);
      }
    }

    @Override
    public ChargingEvent event() {
      return OneToOne.this
          .event(request.method(), arrived, answeredAt)
          .withMedia(Asked.media(request.sdp(), Media.SdpType.OFFER));
    }

    @Override
    public void awaitFirstAcceptance(Walk walk) {
      if (status >= 300) {
        walk.abandon();
      } else if (status >= 200) {
        walk.next();
      } else {
        awaiting = walk;
      }
    }
  }
}
