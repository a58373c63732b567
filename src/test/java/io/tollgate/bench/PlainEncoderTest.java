package io.tollgate.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.RecordType;
import io.tollgate.diameter.SampleRecords;
import io.tollgate.diameter.rf.AccountingMapping;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The reference of the benchmark does the same work as what it is held against. */
class PlainEncoderTest {

  @Test
  void thePlainClientSendsByteForByteWhatTheProductSends() {
    AccountingRecord record = SampleRecords.accounting(RecordType.INTERIM, 5);
    ByteBuffer out = ByteBuffer.allocate(4096);
    new PlainEncoder(out).acr(record, SampleRecords.SESSION, 5, 1);
    byte[] body = new AccountingMapping(SampleRecords.writer()).toAcr(record).toBytes();
    byte[] sent = Arrays.copyOf(out.array(), out.position());
    assertThat(Arrays.copyOfRange(sent, sent.length - body.length, sent.length)).isEqualTo(body);
  }
}
