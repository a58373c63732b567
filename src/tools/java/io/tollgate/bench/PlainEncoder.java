package io.tollgate.bench;

import static java.util.Objects.requireNonNull;

import io.tollgate.charging.record.Access;
import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.Correlation;
import io.tollgate.charging.record.Media;
import io.tollgate.charging.record.MessageBody;
import io.tollgate.charging.record.MessageCounters;
import io.tollgate.charging.record.Participant;
import io.tollgate.charging.record.ServiceInformation;
import io.tollgate.charging.record.SubscriptionId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Writes an INTERIM ACR the plain way: one put after the other, numbers for names, nothing checked,
 * for this one kind of record only. Byte for byte what the product sends.
 */
final class PlainEncoder {
  private static final int TGPP = 10415;

  private final ByteBuffer out;

  PlainEncoder(ByteBuffer out) {
    this.out = out;
  }

  void acr(AccountingRecord record, String sessionId, long number, int id) {
    int start = out.position();
    out.putInt(0).putInt(0xC0 << 24 | 271).putInt(3).putInt(id).putInt(id);
    text(263, sessionId);
    text(264, "tollgate.example.com");
    text(296, "example.com");
    text(283, "example.com");
    u32(480, 3);
    u32(485, (int) number);
    u32(259, 3);
    u32(278, 1_700_000_000);
    u32(55, time(record.eventTime()));
    text(461, "SIMPLE_IM@openmobilealliance.org");
    ServiceInformation service = record.service();
    int information = group(873);
    for (SubscriptionId subscription : service.parties().subscriptions()) {
      int at = out.position();
      out.putInt(443).putInt(0);
      u32(450, subscription.type().code());
      text(444, subscription.data());
      out.putInt(at + 4, 0x40 << 24 | out.position() - at);
    }
    ims(service);
    participants(service);
    generic(service);
    counters(service.messages());
    end(information);
    out.putInt(start, 1 << 24 | out.position() - start);
  }

  private void ims(ServiceInformation service) {
    Correlation correlation = service.correlation();
    int ims = group(876);
    int event = group(823);
    text3(824, service.method());
    end(event);
    u3(829, service.nodeRole().code());
    u3(862, 6);
    text3(830, correlation.incomingCallId());
    text3(2320, correlation.outgoingCallId());
    for (String calling : service.parties().calling()) {
      text3(831, calling);
    }
    text3(832, service.parties().called());
    for (String asserted : service.calledAsserted()) {
      text3(1250, asserted);
    }
    text3(1251, service.parties().requested());
    int times = group(833);
    u3(834, time(service.times().request()));
    u3(835, time(service.times().response()));
    u3(2301, service.times().request().getNano() / 1_000_000);
    u3(2302, requireNonNull(service.times().response()).getNano() / 1_000_000);
    end(times);
    int determined = group(850);
    text3(836, "sip:tollgate.example.com");
    text3(837, service.parties().called());
    end(determined);
    int ioi = group(838);
    text3(839, correlation.originatingIoi());
    text3(840, correlation.terminatingIoi());
    end(ioi);
    text3(841, correlation.icid());
    media(service.media());
    access(service.parties().access());
    for (MessageBody body : service.bodies()) {
      int at = group(889);
      text3(826, body.contentType());
      u3(827, (int) body.length());
      text3(828, body.disposition());
      u3(864, body.byCalledParty() ? 1 : 0);
      end(at);
    }
    text3(1281, service.icsi());
    text3(2601, service.iari());
    u3(2303, 1);
    specific(1, correlation.conversationId());
    specific(2, correlation.contributionId());
    text3(2708, service.parties().from());
    end(ims);
  }

  private void access(@Nullable Access known) {
    Access access = requireNonNull(known);
    text3(1263, access.network());
    late(3924, access.cellular());
    late(2713, access.visited());
    late(3402, access.instance());
    text3(2024, access.routingNumber());
    text3(2023, access.carrier());
  }

  private void media(Media media) {
    int times = group(1273);
    u3(1274, time(media.offeredAt()));
    u3(1275, time(media.answeredAt()));
    end(times);
    for (String line : media.sessionLines()) {
      text3(842, line);
    }
    for (Media.Component component : media.components()) {
      int at = group(843);
      text3(844, component.name());
      for (String line : component.lines()) {
        text3(845, line);
      }
      u3(882, component.initiator().code());
      u3(2036, media.type().code());
      end(at);
    }
  }

  private void specific(int type, @Nullable String data) {
    int at = group(1249);
    text3(863, data);
    u3(1257, type);
    end(at);
  }

  private void participants(ServiceInformation service) {
    int poc = group(879);
    u3(883, service.function().code());
    u3(884, service.sessionType().code());
    u3(885, service.roster().count());
    for (Participant participant : service.roster().participants()) {
      int at = group(1260);
      text3(832, participant.uri());
      end(at);
    }
    text3(858, service.correlation().focusUri());
    text3(859, service.groupName());
    text3(1229, service.correlation().focusUri());
    text3(857, service.parties().chargedParty());
    end(poc);
  }

  private void generic(ServiceInformation service) {
    int at = group(1256);
    text3(2101, "sip:tollgate.example.com");
    u3(2102, service.serviceType().code());
    u3(2103, (int) service.correlation().applicationSessionId());
    text3(2104, service.deliveryStatus());
    end(at);
  }

  private void counters(@Nullable MessageCounters known) {
    MessageCounters counters = requireNonNull(known);
    int at = group(2110);
    u3(2114, (int) counters.sent());
    u3(2113, (int) counters.exploded());
    u3(2112, (int) counters.successfullySent());
    u3(2111, (int) counters.successfullyExploded());
    end(at);
  }

  private static int time(@Nullable Instant instant) {
    return (int) (requireNonNull(instant).getEpochSecond() + 2_208_988_800L);
  }

  private void text(int code, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    out.putInt(code).putInt(0x40 << 24 | 8 + bytes.length);
    data(bytes);
  }

  private void u32(int code, int value) {
    out.putInt(code).putInt(0x40 << 24 | 12).putInt(value);
  }

  private void text3(int code, @Nullable String value) {
    byte[] bytes = requireNonNull(value).getBytes(StandardCharsets.UTF_8);
    out.putInt(code).putInt(0xC0 << 24 | 12 + bytes.length).putInt(TGPP);
    data(bytes);
  }

  /** Without the M flag. */
  private void late(int code, @Nullable String value) {
    byte[] bytes = requireNonNull(value).getBytes(StandardCharsets.UTF_8);
    out.putInt(code).putInt(0x80 << 24 | 12 + bytes.length).putInt(TGPP);
    data(bytes);
  }

  private void u3(int code, int value) {
    out.putInt(code).putInt(0xC0 << 24 | 16).putInt(TGPP).putInt(value);
  }

  private void data(byte[] bytes) {
    out.put(bytes);
    for (int i = bytes.length; i % 4 != 0; i++) {
      out.put((byte) 0);
    }
  }

  private int group(int code) {
    int at = out.position();
    out.putInt(code).putInt(0).putInt(TGPP);
    return at;
  }

  private void end(int at) {
    out.putInt(at + 4, 0xC0 << 24 | out.position() - at);
  }
}
