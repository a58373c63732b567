package io.tollgate.diameter.avp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** AVPs as people read them, those that break the protocol too. */
class AvpTreeTest {

  @Test
  void groupsHaveTheirMembersAndValuesAreInWords() {
    byte[] bytes =
        new AvpWriter(256)
            .text(BaseAvps.SESSION_ID, "a;b;c")
            .integer32(CreditControlAvps.CC_REQUEST_TYPE, 2)
            .group(
                CreditControlAvps.SUBSCRIPTION_ID,
                group ->
                    group
                        .integer32(CreditControlAvps.SUBSCRIPTION_ID_TYPE, 2)
                        .text(CreditControlAvps.SUBSCRIPTION_ID_DATA, "sip:alice@example.com"))
            .unsigned32(BaseAvps.RESULT_CODE, 2001)
            .toAvps()
            .toBytes();
    List<AvpTree.Entry> tree = AvpTree.of(bytes, 0);
    assertThat(tree.stream().map(AvpTree.Entry::name))
        .containsExactly("Session-Id", "CC-Request-Type", "Subscription-Id", "Result-Code");
    assertThat(tree.get(1).value()).isEqualTo("2 (update)");
    assertThat(tree.get(2).value()).isEmpty();
    assertThat(tree.get(2).members().stream().map(AvpTree.Entry::value))
        .containsExactly("2 (SIP URI)", "sip:alice@example.com");
    assertThat(tree.get(3).value()).isEqualTo("2001 (success)");
    assertThat(tree.get(0).mandatory()).isTrue();
  }

  @Test
  void whatIsNotInTheCatalogueIsShownAsItIs() {
    byte[] bytes = {0, 0, (byte) 0xFF, 1, (byte) 0x80, 0, 0, 14, 0, 0, 0, 42, 7, 8, 0, 0};
    AvpTree.Entry only = AvpTree.of(bytes, 0).get(0);
    assertThat(only.name()).isEqualTo("AVP 65281");
    assertThat(only.vendor()).isEqualTo(42);
    assertThat(only.known()).isFalse();
    assertThat(only.value()).isEqualTo("07 08");
  }

  @Test
  void aLengthThatCannotBeEndsTheReading() {
    for (int length : new int[] {0, 7, 13, 0xFF_FFFF}) {
      byte[] bytes = {
        0, 0, 1, 7, 0x40, (byte) (length >> 16), (byte) (length >> 8), (byte) length, 'a', 0, 0, 0
      };
      assertThat(AvpTree.of(bytes, 0))
          .singleElement()
          .satisfies(rest -> assertThat(rest.value()).contains("cannot be read"));
    }
  }

  @Test
  void nothingThatAPeerMaySendStopsTheReading() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      for (int at = 0; at + 8 <= bytes.length && random.nextInt(4) > 0; at += 12) {
        // Mostly a code that is known and a length that may be.
        bytes[at] = 0;
        bytes[at + 1] = 0;
        bytes[at + 2] = (byte) random.nextInt(4);
        bytes[at + 5] = 0;
        bytes[at + 6] = 0;
        bytes[at + 7] = (byte) random.nextInt(64);
      }
      assertThatCode(() -> AvpTree.of(bytes, 0)).doesNotThrowAnyException();
    }
  }

  @Test
  void groupsInGroupsEndSomewhere() {
    byte[] inner = new byte[0];
    for (int i = 0; i < 300; i++) {
      byte[] around = new byte[8 + inner.length];
      around[2] = 1;
      around[3] = 23; // Failed-AVP
      around[4] = 0x40;
      around[5] = (byte) (around.length >> 16);
      around[6] = (byte) (around.length >> 8);
      around[7] = (byte) around.length;
      System.arraycopy(inner, 0, around, 8, inner.length);
      inner = around;
    }
    byte[] deep = inner;
    assertThatCode(() -> AvpTree.of(deep, 0)).doesNotThrowAnyException();
  }
}
