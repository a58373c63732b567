package io.tollgate.diameter.command;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.RecordType;
import io.tollgate.diameter.SampleRecords;
import io.tollgate.diameter.avp.AvpWriter;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.avp.ChargingAvps;
import io.tollgate.diameter.rf.AccountingMapping;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Requests of every size that a record can have are what they were on the other side. */
class MessageSizesTest {

  private static final int LARGEST = 1 << 20;

  @Property(tries = 300)
  void aTextOfAnySizeComesBack(@ForAll @IntRange(min = 1, max = LARGEST) int size)
      throws Exception {
    comesBack(size);
  }

  @Test
  void aTextAroundEveryGrowthOfTheBufferComesBack() throws Exception {
    for (int growth = 1 << 5; growth <= LARGEST; growth <<= 1) {
      for (int size = Math.max(1, growth - 80); size < growth + 8; size++) {
        comesBack(size);
      }
    }
  }

  private static void comesBack(int size) throws Exception {
    String text = "a".repeat(size - 1) + "z";
    AccountingRecord record = SampleRecords.accounting(RecordType.START, 0);
    AvpWriter out =
        new AvpWriter()
            .text(BaseAvps.SESSION_ID, record.sessionId())
            .text(BaseAvps.ORIGIN_HOST, "tollgate.example.com")
            .text(BaseAvps.ORIGIN_REALM, "example.com")
            .text(BaseAvps.DESTINATION_REALM, "example.com")
            .append(new AccountingMapping(SampleRecords.writer()).toAcr(record));
    int fixed = out.size();
    Avps avps =
        out.group(
                ChargingAvps.PARTICIPANT_GROUP,
                group -> group.text(ChargingAvps.CALLED_PARTY_ADDRESS, text))
            .toAvps();
    byte[] bytes =
        MessageCodec.encode(
            new Message(Message.REQUEST, Commands.ACCOUNTING.code(), 3, 1, 2, avps));
    assertThat(bytes.length).isEqualTo(avps.length() + MessageCodec.HEADER_LENGTH);
    Avps back = MessageCodec.header(bytes).avps();
    assertThat(back.length()).isGreaterThan(fixed + size);
    assertThat(
            requireNonNull(back.group(ChargingAvps.PARTICIPANT_GROUP))
                .text(ChargingAvps.CALLED_PARTY_ADDRESS))
        .isEqualTo(text);
  }
}
