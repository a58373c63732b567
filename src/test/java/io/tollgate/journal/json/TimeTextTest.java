package io.tollgate.journal.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {

  private interface Reader {
    Instant read(String text);
  }

  private static Optional<Instant> read(Reader reader, String text) {
    try {
      return Optional.of(reader.read(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  @Provide
  Arbitrary<Instant> times() {
    Arbitrary<Integer> nanos =
        Arbitraries.oneOf(
            Arbitraries.just(0),
            Arbitraries.integers().between(0, 999).map(millis -> millis * 1_000_000),
            Arbitraries.integers().between(0, 999_999_999));
    return Arbitraries.longs()
        .between(Instant.parse("0000-01-01T00:00:00Z").getEpochSecond(), 253_402_300_799L)
        .flatMap(second -> nanos.map(nano -> Instant.ofEpochSecond(second, nano)));
  }

  @Property(tries = 300)
  void aTimeIsReadAsTheJdkReadsIt(@ForAll("times") Instant time) {
    assertThat(TimeText.read(time.toString())).isEqualTo(time);
  }

  @Property(tries = 300)
  void andSoIsOneWithAnotherCharacterSomewhere(
      @ForAll("times") Instant time, @ForAll int where, @ForAll char instead) {
    StringBuilder text = new StringBuilder(time.toString());
    text.setCharAt(Math.floorMod(where, text.length()), instead);
    assertThat(read(TimeText::read, text.toString()))
        .isEqualTo(read(Instant::parse, text.toString()));
  }

  @Property(tries = 300)
  void andOneWithAnotherDigitSomewhere(
      @ForAll("times") Instant time, @ForAll int where, @ForAll("digits") char instead) {
    StringBuilder text = new StringBuilder(time.toString());
    text.setCharAt(Math.floorMod(where, text.length()), instead);
    assertThat(read(TimeText::read, text.toString()))
        .isEqualTo(read(Instant::parse, text.toString()));
  }

  @Provide
  Arbitrary<Character> digits() {
    return Arbitraries.chars().range('0', '9');
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "2026-01-31T12:00:00",
        "2026-01-31T12:00:00.Z",
        "2026-01-31T12:00:00.1Z",
        "2026-01-31T12:00:00.1234567891Z",
        "2026-02-30T12:00:00Z",
        "2026-01-31T24:00:00Z",
        "2026-01-31T23:59:60Z",
        "2026-01-31t12:00:00z",
        "2026-01-31T12:00Z",
        "+12026-01-31T12:00:00Z",
        "-0001-01-31T12:00:00Z",
        "2026-01-31T12:00:00+01:00"
      })
  void whatLooksDifferentIsForTheJdkToJudge(String text) {
    assertThat(read(TimeText::read, text)).isEqualTo(read(Instant::parse, text));
  }
}
