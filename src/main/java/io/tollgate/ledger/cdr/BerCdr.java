package io.tollgate.ledger.cdr;

import static io.tollgate.ledger.cdr.BerField.bool;
import static io.tollgate.ledger.cdr.BerField.group;
import static io.tollgate.ledger.cdr.BerField.integer;
import static io.tollgate.ledger.cdr.BerField.nothing;
import static io.tollgate.ledger.cdr.BerField.sequence;
import static io.tollgate.ledger.cdr.BerField.set;
import static io.tollgate.ledger.cdr.BerField.text;
import static io.tollgate.ledger.cdr.BerField.time;

import com.beanit.asn1bean.ber.types.BerOctetString;
import com.beanit.asn1bean.ber.types.string.BerGraphicString;
import io.tollgate.charging.record.Access;
import io.tollgate.charging.record.Correlation;
import io.tollgate.charging.record.Media;
import io.tollgate.charging.record.MessageBody;
import io.tollgate.charging.record.MessageCounters;
import io.tollgate.charging.record.NodeRole;
import io.tollgate.charging.record.Participant;
import io.tollgate.charging.record.Parties;
import io.tollgate.charging.record.ServiceInformation;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.record.SubscriptionId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** IMSRecord, aSRecord (TS 32.298 5.2.3): implicit tags but for choices, which are explicit. */
final class BerCdr implements CdrEncoder {
  /** The length before a record in a file has two octets (TS 32.297 6.1.2). */
  static final int MOST_OCTETS = 65_535;

  private static final long UNSIGNED_32 = 0xFFFF_FFFFL;

  private final String node;
  private final Function<ServiceProfile, String> contexts;

  /**
   * @param node DiameterIdentity of this node
   * @param contexts Service-Context-Id of each profile
   */
  BerCdr(String node, Function<ServiceProfile, String> contexts) {
    this.node = node;
    this.contexts = contexts;
  }

  @Override
  public byte[] encode(Cdr cdr) {
    byte[] whole = record(cdr, true);
    if (whole.length <= MOST_OCTETS) {
      return whole;
    }
    byte[] without = record(cdr, false);
    if (without.length > MOST_OCTETS) {
      throw new IllegalArgumentException(
          "a record of %d octets (expected: at most %d)".formatted(without.length, MOST_OCTETS));
    }
    return without;
  }

  /**
   * @param lists whether media, bodies and participants are told, which alone can be long
   */
  private byte[] record(Cdr cdr, boolean lists) {
    ServiceInformation service = cdr.last().service();
    Parties parties = service.parties();
    Correlation ids = service.correlation();
    Instant ended = cdr.last().eventTime();
    Fields fields = new Fields();
    fields.add(integer(AsTags.RECORD_TYPE, AsTags.AS_RECORD));
    fields.text(AsTags.SIP_METHOD, service.isMadeBySip() ? service.method() : null);
    if (service.nodeRole() != NodeRole.FORWARDING) {
      fields.add(integer(AsTags.ROLE_OF_NODE, service.nodeRole().code()));
    }
    fields.add(group(AsTags.NODE_ADDRESS, List.of(text(AsTags.DOMAIN_NAME, node))));
    fields.text(AsTags.SESSION_ID, ids.incomingCallId());
    fields.parties(AsTags.CALLING, parties.calling());
    fields.party(AsTags.CALLED, parties.called());
    fields.time(AsTags.REQUESTED, AsTags.REQUESTED_FRACTION, cdr.requested());
    fields.time(AsTags.STARTED, AsTags.STARTED_FRACTION, started(cdr));
    fields.time(AsTags.ENDED, AsTags.ENDED_FRACTION, ended);
    fields.add(time(AsTags.OPENED, cdr.began()));
    fields.add(time(AsTags.CLOSED, cdr.closed()));
    fields.operators(ids);
    fields.add(integer(AsTags.LOCAL_NUMBER, cdr.number() & UNSIGNED_32));
    fields.closing(Closing.of(cdr));
    fields.text(AsTags.ICID, ids.icid());
    if (lists) {
      fields.media(service);
      fields.bodies(service.bodies());
    }
    Integer cause = service.causeCode();
    fields.text(AsTags.RETURN_CODE, cause == null ? null : Integer.toString(cause));
    fields.text(AsTags.SERVICE_CONTEXT, contexts.apply(service.profile()));
    fields.subscriptions(parties.subscriptions());
    fields.text(AsTags.ICSI, service.icsi());
    fields.parties(
        AsTags.REQUESTED_PARTIES,
        parties.requested() == null ? List.of() : List.of(parties.requested()));
    if (service.onlineCharged()) {
      fields.add(nothing(AsTags.ONLINE_CHARGED));
    }
    fields.text(AsTags.FROM, parties.from());
    fields.access(parties.access());
    String reason = service.reasonHeader();
    if (reason != null) {
      fields.add(group(AsTags.REASONS, List.of(graphic(reason))));
    }
    fields.specific(service, cdr.last().sessionId(), lists);
    fields.parties(AsTags.CALLED_ASSERTED, service.calledAsserted());
    fields.text(AsTags.ALTERNATE_PAYER, parties.chargedParty());
    fields.text(AsTags.OUTGOING_SESSION_ID, ids.outgoingCallId());
    return group(AsTags.AS_RECORD, fields.inOrder()).octets();
  }

  private static @Nullable Instant started(Cdr cdr) {
    Cdr.Opening opening = cdr.opening();
    if (opening == null) {
      return cdr.last().service().times().response();
    }
    return opening.response() == null ? opening.at() : opening.response();
  }

  private static BerField graphic(String text) {
    return new BerField.Primitive(
        BerGraphicString.tag,
        out -> new BerOctetString(text.getBytes(StandardCharsets.UTF_8)).encode(out, false));
  }

  /** InvolvedParty: by the scheme of the URI. */
  private static BerField involved(String uri) {
    String lower = uri.toLowerCase(Locale.ROOT);
    int choice = lower.startsWith("tel:") ? 1 : lower.startsWith("urn:") ? 2 : 0;
    return text(choice, uri);
  }

  /** The fields of one record as they come together. */
  private static final class Fields {
    private record Tagged(int tag, BerField field) {}

    private final List<Tagged> all = new ArrayList<>();

    /** A SET may come in any order; by number it is easier to read. */
    List<BerField> inOrder() {
      return all.stream().sorted(Comparator.comparingInt(Tagged::tag)).map(Tagged::field).toList();
    }

    void add(BerField field) {
      int tag =
          field instanceof BerField.Primitive one
              ? one.tag().tagNumber
              : ((BerField.Constructed) field).tag().tagNumber;
      all.add(new Tagged(tag, field));
    }

    void text(int tag, @Nullable String value) {
      if (value != null) {
        add(BerField.text(tag, value));
      }
    }

    void time(int tag, int fraction, @Nullable Instant value) {
      if (value != null) {
        add(BerField.time(tag, value));
        add(integer(fraction, value.getNano() / 1_000_000));
      }
    }

    void party(int tag, String uri) {
      add(group(tag, List.of(involved(uri))));
    }

    void parties(int tag, List<String> uris) {
      if (!uris.isEmpty()) {
        add(group(tag, uris.stream().map(BerCdr::involved).toList()));
      }
    }

    void operators(Correlation ids) {
      List<BerField> both = new ArrayList<>();
      if (ids.originatingIoi() != null) {
        both.add(BerField.text(0, ids.originatingIoi()));
      }
      if (ids.terminatingIoi() != null) {
        both.add(BerField.text(1, ids.terminatingIoi()));
      }
      if (!both.isEmpty()) {
        add(group(AsTags.OPERATORS, both));
      }
    }

    void closing(Closing closing) {
      add(integer(AsTags.CAUSE, closing.code()));
      if (closing.isIncomplete()) {
        add(
            group(
                AsTags.INCOMPLETE,
                List.of(
                    bool(0, closing.isStartLost()),
                    integer(1, AsTags.INTERIM_LOST_UNKNOWN),
                    bool(2, closing.isStopLost()))));
      }
    }

    void media(ServiceInformation service) {
      Media media = service.media();
      if (media.components().isEmpty()) {
        return;
      }
      List<BerField> list = new ArrayList<>();
      if (media.offeredAt() != null) {
        list.add(BerField.time(0, media.offeredAt()));
      }
      if (media.answeredAt() != null) {
        list.add(BerField.time(1, media.answeredAt()));
      }
      list.add(
          group(
              2,
              media.components().stream()
                  .map(
                      one ->
                          sequence(
                              List.of(
                                  BerField.text(0, one.name()),
                                  group(1, one.lines().stream().map(BerCdr::graphic).toList()))))
                  .toList()));
      if (!media.sessionLines().isEmpty()) {
        list.add(group(4, media.sessionLines().stream().map(BerCdr::graphic).toList()));
      }
      list.add(integer(8, media.type().code()));
      add(group(AsTags.MEDIA, List.of(sequence(list))));
    }

    void bodies(List<MessageBody> bodies) {
      if (bodies.isEmpty()) {
        return;
      }
      add(
          group(
              AsTags.BODIES,
              bodies.stream()
                  .map(
                      body -> {
                        List<BerField> parts = new ArrayList<>();
                        parts.add(BerField.text(0, body.contentType()));
                        if (body.disposition() != null) {
                          parts.add(BerField.text(1, body.disposition()));
                        }
                        parts.add(integer(2, body.length()));
                        return sequence(parts);
                      })
                  .toList()));
    }

    void subscriptions(List<SubscriptionId> subscriptions) {
      if (!subscriptions.isEmpty()) {
        add(
            group(
                AsTags.SUBSCRIPTIONS,
                subscriptions.stream()
                    .map(
                        one ->
                            set(
                                List.of(
                                    integer(0, one.type().code()), BerField.text(1, one.data()))))
                    .toList()));
      }
    }

    void access(@Nullable Access access) {
      if (access != null) {
        text(AsTags.ACCESS_NETWORK, access.network());
        text(AsTags.PORTED, access.routingNumber());
        text(AsTags.CARRIER, access.carrier());
        text(AsTags.VISITED, access.visited());
        text(AsTags.INSTANCE, access.instance());
        text(AsTags.CELLULAR, access.cellular());
      }
    }

    /** What TS 32.298 has no field for: Service-Specific-Info, typed by the code of its AVP. */
    void specific(ServiceInformation service, String chargingSession, boolean lists) {
      List<BerField> all = new ArrayList<>();
      all.add(specific(AsTags.CHARGING_SESSION, chargingSession));
      MessageCounters counted = service.messages();
      if (counted != null) {
        all.add(specific(AsTags.MESSAGES_SENT, counted.sent()));
        all.add(specific(AsTags.MESSAGES_EXPLODED, counted.exploded()));
        all.add(specific(AsTags.MESSAGES_DELIVERED, counted.successfullySent()));
        all.add(specific(AsTags.EXPLODED_DELIVERED, counted.successfullyExploded()));
        all.add(specific(AsTags.OCTETS_IN, counted.octetsIn()));
        all.add(specific(AsTags.OCTETS_OUT, counted.octetsOut()));
      }
      all.add(specific(AsTags.SERVER_ROLE, service.function().code()));
      all.add(specific(AsTags.SESSION_TYPE, service.sessionType().code()));
      all.add(specific(AsTags.PARTICIPANTS, service.roster().count()));
      String group = service.groupName();
      if (group != null) {
        all.add(specific(AsTags.GROUP_NAME, group));
      }
      String status = service.deliveryStatus();
      if (status != null) {
        all.add(specific(AsTags.DELIVERY_STATUS, status));
      }
      if (lists) {
        for (Participant one : service.roster().participants()) {
          all.add(specific(AsTags.PARTICIPANT, one.uri()));
        }
      }
      add(group(AsTags.SPECIFIC, all));
    }

    private static BerField specific(int type, long value) {
      return specific(type, Long.toString(value));
    }

    private static BerField specific(int type, String value) {
      return sequence(List.of(BerField.text(0, value), integer(1, type)));
    }
  }
}
