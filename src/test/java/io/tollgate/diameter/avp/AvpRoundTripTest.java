package io.tollgate.diameter.avp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** What is written comes back, for every type and every row of the catalogue. */
class AvpRoundTripTest {
  private static final Avp FLOAT_32 = row("Float-32", 60_001, AvpType.FLOAT_32);
  private static final Avp FLOAT_64 = row("Float-64", 60_002, AvpType.FLOAT_64);

  @Property
  void textComesBack(@ForAll("text") String value) throws Exception {
    assertThat(checked(new AvpWriter(8).text(BaseAvps.USER_NAME, value)).text(BaseAvps.USER_NAME))
        .isEqualTo(value);
  }

  @Property
  void octetsComeBack(@ForAll @Size(max = 300) byte[] value) throws Exception {
    assertThat(checked(new AvpWriter(8).octets(BaseAvps.CLASS, value)).octets(BaseAvps.CLASS))
        .isEqualTo(value);
  }

  @Property
  void unsigned32ComesBack(@ForAll @LongRange(max = 0xFFFF_FFFFL) long value) throws Exception {
    Avp avp = CreditControlAvps.RATING_GROUP;
    assertThat(checked(new AvpWriter(8).unsigned32(avp, value)).unsigned32(avp)).hasValue(value);
  }

  @Property
  void integer32ComesBack(@ForAll int value) throws Exception {
    Avp avp = ChargingAvps.CAUSE_CODE;
    assertThat(checked(new AvpWriter(8).integer32(avp, value)).integer32(avp)).hasValue(value);
  }

  @Property
  void integer64AndUnsigned64ComeBack(@ForAll long value) throws Exception {
    Avp signed = CreditControlAvps.VALUE_DIGITS;
    Avp unsigned = CreditControlAvps.CC_TOTAL_OCTETS;
    assertThat(checked(new AvpWriter(8).integer64(signed, value)).integer64(signed))
        .hasValue(value);
    assertThat(checked(new AvpWriter(8).unsigned64(unsigned, value)).integer64(unsigned))
        .hasValue(value);
  }

  @Property
  void floatsComeBack(@ForAll float single, @ForAll double twice) throws Exception {
    assertThat(checked(new AvpWriter(8).float32(FLOAT_32, single)).float32(FLOAT_32))
        .isEqualTo(single);
    assertThat(checked(new AvpWriter(8).float64(FLOAT_64, twice)).float64(FLOAT_64))
        .isEqualTo(twice);
  }

  /** From 1968 to 2104: beyond, 32 bits of seconds do not tell the century. */
  @Property
  void timeComesBackInSeconds(@ForAll @LongRange(min = -61_505_152L, max = 4_233_462_143L) long at)
      throws Exception {
    Avp avp = BaseAvps.EVENT_TIMESTAMP;
    Instant value = Instant.ofEpochSecond(at, 999);
    assertThat(checked(new AvpWriter(8).time(avp, value)).time(avp))
        .isEqualTo(Instant.ofEpochSecond(at));
  }

  @Property
  void addressesOfBothFamiliesComeBack(@ForAll @Size(4) byte[] four, @ForAll @Size(16) byte[] six)
      throws Exception {
    for (InetAddress value : List.of(address(four), address(six))) {
      Avps avps = checked(new AvpWriter(8).address(BaseAvps.HOST_IP_ADDRESS, value));
      assertThat(avps.address(BaseAvps.HOST_IP_ADDRESS)).isEqualTo(value);
    }
  }

  @Property
  void groupsComeBackWithAllTheirMembers(
      @ForAll @Size(max = 20) List<@LongRange(max = 0xFFFF_FFFFL) Long> numbers) throws Exception {
    AvpWriter out = new AvpWriter(8);
    for (Long number : numbers) {
      out.group(
          CreditControlAvps.MULTIPLE_SERVICES_CREDIT_CONTROL,
          service ->
              service
                  .unsigned32(CreditControlAvps.RATING_GROUP, number)
                  .group(
                      CreditControlAvps.USED_SERVICE_UNIT,
                      used -> used.unsigned64(CreditControlAvps.CC_TOTAL_OCTETS, number)));
    }
    List<Long> read =
        checked(out).groups(CreditControlAvps.MULTIPLE_SERVICES_CREDIT_CONTROL).stream()
            .map(service -> service.unsigned32(CreditControlAvps.RATING_GROUP).orElseThrow())
            .toList();
    assertThat(read).isEqualTo(numbers);
  }

  @Example
  void everyRowIsFoundByItsCodeAndVendor() {
    assertThat(Catalogue.all()).hasSizeGreaterThan(150);
    assertThat(Catalogue.all())
        .allSatisfy(avp -> assertThat(Catalogue.find(avp.code(), avp.vendor())).isSameAs(avp));
  }

  /** Newer than many a dictionary: profile 3gpp gives them the flag. */
  private static final Set<Integer> LATE = Set.of(2713, 3402, 3924);

  @Example
  void everyRowOfThreeGppCarriesTheMandatoryFlagAndNoRowIsProtected() {
    assertThat(Catalogue.all())
        .filteredOn(avp -> avp.vendor() != 0 && !LATE.contains(avp.code()))
        .allSatisfy(avp -> assertThat(avp.flags()).isEqualTo(0xC0));
    assertThat(Catalogue.all())
        .allSatisfy(avp -> assertThat(avp.flags() & AvpHeader.PROTECTED).isZero());
  }

  @Example
  void aGroupThatIsTakenBackLeavesNothingBehind() throws Exception {
    AvpWriter out = new AvpWriter(8);
    int mark = out.begin(ChargingAvps.INTER_OPERATOR_IDENTIFIER);
    out.endUnlessEmpty(ChargingAvps.INTER_OPERATOR_IDENTIFIER, mark);
    assertThat(out.size()).isZero();
    byte[] bytes = out.text(BaseAvps.USER_NAME, "a").toAvps().toBytes();
    assertThat(bytes).endsWith('a', 0, 0, 0);
  }

  @Example
  void writingTheWrongTypeIsRefusedWithTheNameOfTheAvp() {
    assertThatThrownBy(() -> new AvpWriter().unsigned32(CreditControlAvps.CC_TOTAL_OCTETS, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("CC-Total-Octets (421): written as UNSIGNED_32 (expected: UNSIGNED_64)");
  }

  @Provide
  Arbitrary<String> text() {
    return Arbitraries.strings()
        .excludeChars('\0')
        .ofMaxLength(200)
        .filter(AvpRoundTripTest::isText);
  }

  /** Halves of surrogate pairs cannot be written as UTF-8. */
  private static boolean isText(String value) {
    return value.chars().noneMatch(unit -> Character.isSurrogate((char) unit));
  }

  private static Avps checked(AvpWriter out) throws MalformedException {
    byte[] bytes = out.toAvps().toBytes();
    assertThat(bytes.length % 4).isZero();
    AvpChecker.check(bytes, 0, bytes.length, Grammar.ANY);
    return Avps.of(bytes);
  }

  private static InetAddress address(byte[] bytes) throws UnknownHostException {
    return InetAddress.getByAddress(bytes);
  }

  private static Avp row(String name, int code, AvpType type) {
    return new Avp(name, code, 0, type, false, Set.of(), Grammar.ANY);
  }
}
