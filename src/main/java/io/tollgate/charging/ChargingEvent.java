package io.tollgate.charging;

import io.tollgate.charging.record.ApplicationServiceType;
import io.tollgate.charging.record.EventTimes;
import io.tollgate.charging.record.Media;
import io.tollgate.charging.record.MessageBody;
import io.tollgate.charging.record.Roster;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What happened, as it stands when the charge step is reached.
 *
 * @param method SIP method, or MSRP's SEND
 * @param roster whom it names (Number-Of-Participants 885, TS 32.299 7.2): where something begins,
 *     those whom it is for, invited parties or recipients; afterwards those attached
 * @param media set when this event says something new about it
 * @param terminatingIoi the network of who answered, if the answer told it (RFC 7315 5.6)
 * @param causeCode for ends and one-shot events (Cause-Code 861)
 * @param units for one-shot events and reservations: expected messages (copies), else 0
 * @param expectedOctets for file transfer and large messages: the announced size, else 0
 * @param attached where something begins: who takes part from then on
 */
public record ChargingEvent(
    String method,
    ApplicationServiceType serviceType,
    EventTimes times,
    Roster roster,
    @Nullable Media media,
    List<String> calledAsserted,
    @Nullable String outgoingCallId,
    @Nullable String terminatingIoi,
    List<MessageBody> bodies,
    @Nullable Integer causeCode,
    @Nullable String reasonHeader,
    @Nullable String deliveryStatus,
    long units,
    long expectedOctets,
    @Nullable Supplier<Roster> attached) {

  public ChargingEvent {
    calledAsserted = List.copyOf(calledAsserted);
    bodies = List.copyOf(bodies);
  }

  public static ChargingEvent of(
      String method, ApplicationServiceType serviceType, EventTimes times, Roster roster) {
    return new ChargingEvent(
        method,
        serviceType,
        times,
        roster,
        null,
        List.of(),
        null,
        null,
        List.of(),
        null,
        null,
        null,
        0,
        0,
        null);
  }

  /**
   * One that begins something: its roster has whom it is for, without the one who begins it.
   *
   * @param others who takes part from here on, whenever that is asked
   */
  public ChargingEvent andThen(Supplier<Roster> others) {
    return new ChargingEvent(
        method,
        serviceType,
        times,
        roster,
        media,
        calledAsserted,
        outgoingCallId,
        terminatingIoi,
        bodies,
        causeCode,
        reasonHeader,
        deliveryStatus,
        units,
        expectedOctets,
        others);
  }

  /**
   * @param changed null where nothing is known of it
   */
  public ChargingEvent withMedia(@Nullable Media changed) {
    return new ChargingEvent(
        method,
        serviceType,
        times,
        roster,
        changed,
        calledAsserted,
        outgoingCallId,
        terminatingIoi,
        bodies,
        causeCode,
        reasonHeader,
        deliveryStatus,
        units,
        expectedOctets,
        attached);
  }

  public ChargingEvent withCause(int cause, @Nullable String reason) {
    return new ChargingEvent(
        method,
        serviceType,
        times,
        roster,
        media,
        calledAsserted,
        outgoingCallId,
        terminatingIoi,
        bodies,
        cause,
        reason,
        deliveryStatus,
        units,
        expectedOctets,
        attached);
  }

  public ChargingEvent withAcceptance(List<String> asserted, @Nullable String callId) {
    return new ChargingEvent(
        method,
        serviceType,
        times,
        roster,
        media,
        asserted,
        callId,
        terminatingIoi,
        bodies,
        causeCode,
        reasonHeader,
        deliveryStatus,
        units,
        expectedOctets,
        attached);
  }

  /** The network of the called party is known from its answer (TS 24.229 4.5.2A). */
  public ChargingEvent withTerminatingIoi(@Nullable String ioi) {
    return new ChargingEvent(
        method,
        serviceType,
        times,
        roster,
        media,
        calledAsserted,
        outgoingCallId,
        ioi,
        bodies,
        causeCode,
        reasonHeader,
        deliveryStatus,
        units,
        expectedOctets,
        attached);
  }

  public ChargingEvent withMessage(List<MessageBody> parts, long copies, long octets) {
    return new ChargingEvent(
        method,
        serviceType,
        times,
        roster,
        media,
        calledAsserted,
        outgoingCallId,
        terminatingIoi,
        parts,
        causeCode,
        reasonHeader,
        deliveryStatus,
        copies,
        octets,
        attached);
  }
}
