package io.tollgate.diameter.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.diameter.avp.AvpWriter;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.avp.CreditControlAvps;
import io.tollgate.diameter.avp.MalformedException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class StrictDecoderTest {

  @Test
  void anUnknownMandatoryAvpIs5001WithTheAvpInFailedAvp() {
    byte[] unknown = avp(999_999, 0x40, 12, 0, 0, 0, 7);
    MalformedException refusal = refused(rar(out -> out.append(Avps.of(unknown))));
    assertThat(refusal.resultCode()).isEqualTo(5001);
    assertThat(refusal.failedAvp().toBytes()).isEqualTo(unknown);
  }

  /** A server that adds to its answers does not end the service, unless that is asked for. */
  @Test
  void anUnknownMandatoryAvpOfAnAnswerIsSkippedWhereItIsTolerated() throws Exception {
    byte[] bytes =
        MessageCodec.encode(
            new Message(
                Message.PROXIABLE,
                Commands.RE_AUTH.code(),
                4,
                1,
                1,
                new AvpWriter()
                    .text(BaseAvps.SESSION_ID, "s")
                    .unsigned32(BaseAvps.RESULT_CODE, 2001)
                    .text(BaseAvps.ORIGIN_HOST, "h.example.com")
                    .text(BaseAvps.ORIGIN_REALM, "example.com")
                    .append(Avps.of(avp(999_999, 0x40, 12, 0, 0, 0, 7)))
                    .toAvps()));
    assertThat(refused(bytes).resultCode()).isEqualTo(5001);
    MessageCodec.check(MessageCodec.header(bytes), bytes, (code, vendor) -> code == 999_999);
  }

  @Test
  void anUnknownAvpWithoutTheMandatoryFlagIsSkipped() throws Exception {
    byte[] unknown = avp(999_999, 0x00, 12, 0, 0, 0, 7);
    MessageCodec.decode(rar(out -> out.append(Avps.of(unknown))));
  }

  @Test
  void aMissingAvpIs5005WithAnExampleOfIt() {
    byte[] bytes =
        encode(
            new AvpWriter()
                .text(BaseAvps.SESSION_ID, "s")
                .text(BaseAvps.ORIGIN_HOST, "h.example.com")
                .toAvps());
    MalformedException refusal = refused(bytes);
    assertThat(refusal.resultCode()).isEqualTo(5005);
    ByteBuffer example = ByteBuffer.wrap(refusal.failedAvp().toBytes());
    assertThat(example.getInt()).isEqualTo(BaseAvps.RE_AUTH_REQUEST_TYPE.code());
    assertThat(example.getInt() & 0xFFFFFF).isEqualTo(12);
    assertThat(example.getInt()).isZero();
  }

  @Test
  void aRepeatedSingleAvpIs5009() {
    MalformedException refusal =
        refused(rar(out -> out.text(BaseAvps.DESTINATION_HOST, "other.example.com")));
    assertThat(refusal.resultCode()).isEqualTo(5009);
    assertThat(Avps.of(refusal.failedAvp().toBytes()).text(BaseAvps.DESTINATION_HOST))
        .isEqualTo("other.example.com");
  }

  @Test
  void anEnumeratedValueNobodyDefinedIs5004() {
    MalformedException refusal =
        refused(rar(out -> out.integer32(BaseAvps.AUTH_SESSION_STATE, 77)));
    assertThat(refusal.resultCode()).isEqualTo(5004);
    assertThat(refusal).hasMessageContaining("77 (expected: one of");
  }

  @Test
  void aFixedLengthTypeOfAnotherLengthIs5014() {
    byte[] short64 = avp(CreditControlAvps.CC_TOTAL_OCTETS.code(), 0x40, 12, 0, 0, 0, 1);
    MalformedException refusal = refused(rar(out -> out.append(Avps.of(short64))));
    assertThat(refusal.resultCode()).isEqualTo(5014);
    assertThat(refusal).hasMessageContaining("4 bytes of data (expected: 8)");
  }

  @Test
  void anInnerLengthBeyondTheOuterOneIs5014() {
    byte[] group = avp(BaseAvps.PROXY_INFO.code(), 0x40, 16, 0, 0, 1, 24, 0x40, 0, 0x7F, 0);
    assertThat(refused(rar(out -> out.append(Avps.of(group)))).resultCode()).isEqualTo(5014);
  }

  @Test
  void aLengthBelowTheHeaderIs5014() {
    for (int length = 0; length < 8; length++) {
      byte[] bad = avp(BaseAvps.CLASS.code(), 0x40, length);
      assertThat(refused(rar(out -> out.append(Avps.of(bad)))).resultCode()).isEqualTo(5014);
    }
  }

  @Test
  void paddingBeyondTheEndIs5014() {
    byte[] unpadded = avp(BaseAvps.CLASS.code(), 0x40, 9, 1, 0, 0, 0);
    byte[] cut = new byte[unpadded.length - 4];
    System.arraycopy(unpadded, 0, cut, 0, cut.length);
    assertThat(refused(rar(out -> out.append(Avps.of(cut)))).resultCode()).isEqualTo(5014);
  }

  @Test
  void nestingDeeperThanAnyChargingAvpIs5004() {
    AvpWriter out = new AvpWriter();
    nest(out, 40);
    MalformedException refusal = refused(rar(more -> more.append(out.toAvps())));
    assertThat(refusal.resultCode()).isEqualTo(5004);
    assertThat(refusal).hasMessageContaining("nested deeper than 16");
  }

  @Test
  void nulInASessionIdIs5004() {
    byte[] bytes = rar(out -> {});
    bytes[MessageCodec.HEADER_LENGTH + 8] = 0;
    MalformedException refusal = refused(bytes);
    assertThat(refusal.resultCode()).isEqualTo(5004);
    assertThat(refusal).hasMessageContaining("Session-Id (263): NUL at 0");
  }

  @Test
  void textThatIsNotUtf8Is5004() {
    byte[] latin1 = avp(BaseAvps.USER_NAME.code(), 0x40, 9, 0xE9, 0, 0, 0);
    assertThat(refused(rar(out -> out.append(Avps.of(latin1)))).resultCode()).isEqualTo(5004);
  }

  @Test
  void anAddressWhoseLengthIsNotItsFamilysIs5014AndAnUnknownFamilyIs5004() {
    byte[] fourAsSix = avp(BaseAvps.HOST_IP_ADDRESS.code(), 0x40, 14, 0, 2, 127, 0, 0, 1, 0, 0);
    assertThat(refused(rar(out -> out.append(Avps.of(fourAsSix)))).resultCode()).isEqualTo(5014);
    byte[] e164 = avp(BaseAvps.HOST_IP_ADDRESS.code(), 0x40, 14, 0, 8, 127, 0, 0, 1, 0, 0);
    assertThat(refused(rar(out -> out.append(Avps.of(e164)))).resultCode()).isEqualTo(5004);
  }

  @Test
  void aCommandNobodyKnowsIs3001AndARequestWithTheErrorBitIs3008() {
    byte[] bytes = rar(out -> {});
    bytes[7] = 77;
    assertThat(refused(bytes).resultCode()).isEqualTo(3001);
    byte[] error = rar(out -> {});
    error[4] |= Message.ERROR;
    assertThat(refused(error).resultCode()).isEqualTo(3008);
  }

  @Test
  void anAnswerThatRefusesMayLeaveOutWhatAnAnswerThatGrantsMayNot() throws Exception {
    Avps refusing =
        new AvpWriter()
            .text(BaseAvps.SESSION_ID, "s")
            .unsigned32(BaseAvps.RESULT_CODE, 4012)
            .text(BaseAvps.ORIGIN_HOST, "h.example.com")
            .text(BaseAvps.ORIGIN_REALM, "example.com")
            .toAvps();
    MessageCodec.decode(
        MessageCodec.encode(new Message(Message.PROXIABLE, 272, 4, 1, 1, refusing)));
    byte[] granting =
        MessageCodec.encode(
            new Message(
                Message.PROXIABLE,
                272,
                4,
                1,
                1,
                new AvpWriter()
                    .text(BaseAvps.SESSION_ID, "s")
                    .unsigned32(BaseAvps.RESULT_CODE, 2001)
                    .text(BaseAvps.ORIGIN_HOST, "h.example.com")
                    .text(BaseAvps.ORIGIN_REALM, "example.com")
                    .toAvps()));
    assertThat(refused(granting).resultCode()).isEqualTo(5005);
  }

  private static void nest(AvpWriter out, int depth) {
    int mark = out.begin(BaseAvps.PROXY_INFO);
    out.text(BaseAvps.PROXY_HOST, "h").octets(BaseAvps.PROXY_STATE, new byte[1]);
    if (depth > 0) {
      nest(out, depth - 1);
    }
    out.end(mark);
  }

  private static byte[] rar(java.util.function.Consumer<AvpWriter> more) {
    AvpWriter out =
        new AvpWriter()
            .text(BaseAvps.SESSION_ID, "s")
            .text(BaseAvps.ORIGIN_HOST, "ocs.example.com")
            .text(BaseAvps.ORIGIN_REALM, "example.com")
            .text(BaseAvps.DESTINATION_REALM, "example.com")
            .text(BaseAvps.DESTINATION_HOST, "tollgate.example.com")
            .unsigned32(BaseAvps.AUTH_APPLICATION_ID, 4)
            .integer32(BaseAvps.RE_AUTH_REQUEST_TYPE, 0);
    more.accept(out);
    return encode(out.toAvps());
  }

  private static byte[] encode(Avps avps) {
    return MessageCodec.encode(
        new Message(Message.REQUEST, Commands.RE_AUTH.code(), 4, 1, 2, avps));
  }

  private static byte[] avp(int code, int flags, int length, int... data) {
    ByteBuffer out = ByteBuffer.allocate(8 + data.length);
    out.putInt(code).putInt(flags << 24 | length);
    for (int value : data) {
      out.put((byte) value);
    }
    return out.array();
  }

  private static MalformedException refused(byte[] bytes) {
    try {
      MessageCodec.decode(bytes);
    } catch (MalformedException e) {
      return e;
    }
    throw new AssertionError("the decoder took it");
  }
}
