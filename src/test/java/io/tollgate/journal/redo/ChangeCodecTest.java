package io.tollgate.journal.redo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.ClosingRecord;
import io.tollgate.journal.store.Kind;
import io.tollgate.journal.store.Pending;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ChangeCodecTest {

  @Property
  void whatIsReadIsWhatWasWritten(@ForAll("changes") List<Change> changes) throws IOException {
    assertThat(ChangeCodec.read(ChangeCodec.write(changes))).isEqualTo(changes);
  }

  @Property
  void whatIsOwedAfterARecordTakesNoRoomOfItsOwn(@ForAll String body) throws IOException {
    Pending record =
        new Pending(1, ChargingInterface.CH1, "s", 0, Kind.START, Instant.EPOCH, true, body);
    ClosingRecord owed = new ClosingRecord("s", ChargingInterface.CH1, 1, 7, Instant.EPOCH, body);
    List<Change> changes = List.of(new Change.Append(record), new Change.KeepClosing(owed));
    byte[] octets = ChangeCodec.write(changes);
    assertThat(ChangeCodec.read(octets)).isEqualTo(changes);
    assertThat(octets).hasSizeLessThan(120 + 3 * body.length());
  }

  @Test
  void whatFollowsFromNothingIsAnError() {
    assertThatThrownBy(() -> ChangeCodec.read(new byte[] {9}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nothing is appended before");
  }

  @Test
  void aChangeOfALaterVersionIsAnError() {
    assertThatThrownBy(() -> ChangeCodec.read(new byte[] {99}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("change of type 99 (expected: 1 to 9)");
  }

  @Provide
  Arbitrary<List<Change>> changes() {
    Arbitrary<Long> ids = Arbitraries.longs();
    Arbitrary<String> texts = Arbitraries.strings().ofMaxLength(300);
    Arbitrary<Instant> times = Arbitraries.longs().between(0, 1L << 42).map(Instant::ofEpochMilli);
    Arbitrary<ChargingInterface> channels = Arbitraries.of(ChargingInterface.class);
    Arbitrary<Pending> records =
        Combinators.combine(
                ids, channels, texts, ids, Arbitraries.of(Kind.class), times, booleans(), texts)
            .as(Pending::new);
    Arbitrary<ClosingRecord> closings =
        Combinators.combine(ids, texts, channels, texts, times, texts.injectNull(0.5))
            .as(
                (number, session, channel, body, time, before) ->
                    new ClosingRecord(session, channel, number, ~number, time, body, before));
    return Arbitraries.<Change>oneOf(
            records.map(Change.Append::new),
            closings.map(Change.KeepClosing::new),
            texts.map(Change.Settle::new),
            Combinators.combine(ids, booleans()).as(Change.MarkSent::new),
            Combinators.combine(texts, ids).as(Change.Supersede::new),
            ids.map(Change.Remove::new),
            Combinators.combine(ids, Arbitraries.integers(), texts, times).as(Change.Bury::new),
            ids.map(Change.Requeue::new))
        .list()
        .ofMaxSize(5);
  }

  private static Arbitrary<Boolean> booleans() {
    return Arbitraries.of(true, false);
  }
}
