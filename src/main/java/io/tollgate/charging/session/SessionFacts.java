package io.tollgate.charging.session;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.TimeSource;
import io.tollgate.charging.record.ApplicationServiceType;
import io.tollgate.charging.record.Correlation;
import io.tollgate.charging.record.EventTimes;
import io.tollgate.charging.record.Media;
import io.tollgate.charging.record.MessageCounters;
import io.tollgate.charging.record.Roster;
import io.tollgate.charging.record.ServiceInformation;
import io.tollgate.charging.record.ServiceKind;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a session now. Every record repeats it whole, because the CDF keeps no state and
 * assumes no order (TS 32.299 6.1).
 */
public final class SessionFacts {

  private static final String PROGRESS_METHOD = ServiceInformation.NO_SIP_METHOD;

  private final SessionTerms terms;
  private final boolean onlineCharged;
  private final TimeSource time;
  private Roster roster = Roster.EMPTY;

  /** Whom what began here is for. */
  private @Nullable Roster invited;

  /** Who takes part since the beginning, as long as no event has told it. */
  private @Nullable Supplier<Roster> attached;

  private Media media = Media.NONE;
  private List<String> calledAsserted = List.of();
  private Correlation correlation;

  public SessionFacts(SessionTerms terms, boolean onlineCharged, TimeSource time) {
    this.terms = terms;
    // That it is charged online is told where the signalling named an ECF (TS 32.299 7.2).
    this.onlineCharged = onlineCharged && !terms.peers().ecf().isEmpty();
    this.time = time;
    this.correlation = terms.correlation();
  }

  /** The same facts so far, told of other parties. */
  public SessionFacts of(SessionTerms others) {
    SessionFacts copy = new SessionFacts(others, onlineCharged, time);
    copy.roster = roster;
    copy.invited = invited;
    copy.attached = attached;
    copy.media = media;
    copy.calledAsserted = calledAsserted;
    copy.correlation = correlation;
    return copy;
  }

  /**
   * Before a change that may be refused is absorbed.
   *
   * @return takes the change back, as far as nothing newer is known by then
   */
  @SuppressWarnings("ReferenceEquality") // what is newer may well be equal
  public Runnable undo(ChargingEvent event) {
    Roster formerRoster = roster;
    Supplier<Roster> formerAttached = attached;
    Media formerMedia = media;
    Media changed = event.media();
    return () -> {
      if (roster == event.roster()) {
        roster = formerRoster;
        attached = formerAttached;
      }
      media = media == changed ? formerMedia : media;
    };
  }

  /** Takes over what the event says anew. */
  public void absorb(ChargingEvent event) {
    roster = event.roster();
    attached = event.attached();
    if (attached != null) {
      invited = roster;
    }
    Media changed = event.media();
    if (changed != null) {
      media = changed;
    }
    String outgoing = event.outgoingCallId();
    if (!isOfMany() && !isMembership(event)) {
      if (!event.calledAsserted().isEmpty()) {
        calledAsserted = event.calledAsserted();
      }
      if (outgoing != null) {
        correlation = correlation.withOutgoingCallId(outgoing);
      }
    }
    String answered = event.terminatingIoi();
    if (answered != null) {
      correlation = correlation.withTerminatingIoi(answered);
    }
  }

  /** Who joined or left stands in the record of that, and is no fact of the conference. */
  private boolean isOfMany() {
    return terms.kind() == ServiceKind.GROUP_SESSION;
  }

  /** Somebody joined or left a conference that goes through this session. */
  private static boolean isMembership(ChargingEvent event) {
    return event.method().equals("NOTIFY");
  }

  public SessionTerms terms() {
    return terms;
  }

  public TimeSource time() {
    return time;
  }

  /** Who takes part now (Number-Of-Participants in what follows a first record). */
  public Roster roster() {
    return attached == null ? roster : attached.get();
  }

  /** For a record that a signalling event made. */
  public ServiceInformation describe(ChargingEvent event, @Nullable MessageCounters messages) {
    return describe(event, messages, event.attached() == null ? roster() : event.roster());
  }

  /** For the only record of what happened, which is a first one whenever it is made. */
  public ServiceInformation describeWhole(ChargingEvent event, @Nullable MessageCounters messages) {
    Roster whom = invited;
    return whom == null ? describe(event, messages) : describe(event, messages, whom);
  }

  private ServiceInformation describe(
      ChargingEvent event, @Nullable MessageCounters messages, Roster named) {
    return new ServiceInformation(
        terms.profile(),
        terms.kind(),
        terms.function(),
        terms.nodeRole(),
        terms.sessionType(),
        event.serviceType(),
        event.method(),
        terms.parties(),
        isOfMany() || isMembership(event) ? event.calledAsserted() : calledAsserted,
        isOfMany() && event.outgoingCallId() != null
            ? correlation.withOutgoingCallId(event.outgoingCallId())
            : correlation,
        event.times(),
        named,
        messages,
        media,
        event.bodies(),
        event.causeCode(),
        event.reasonHeader(),
        event.deliveryStatus(),
        terms.groupName(),
        terms.icsi(),
        terms.iari(),
        onlineCharged);
  }

  /** For a record that usage or time made. */
  public ServiceInformation describeProgress(MessageCounters messages) {
    ChargingEvent progress =
        ChargingEvent.of(
            PROGRESS_METHOD,
            ApplicationServiceType.SENDING,
            new EventTimes(time.now(), null),
            roster());
    return describe(progress, messages);
  }
}
