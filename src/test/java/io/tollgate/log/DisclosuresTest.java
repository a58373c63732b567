package io.tollgate.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DisclosuresTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "call of sip:alice@example.org refused",
        "call of SIPS:%61lice@[::1]:5061 refused",
        "called tel:+49-171-1234567",
        "bad message MESSAGE x\r\nContent-Type: text/plain\r\n\r\n",
        "bad session description v=0\r\no=alice 1 1 IN IP4 127.0.0.1",
        "bad document <?xml version=\"1.0\"?>",
        "bad frame -------abcd1234$",
        "keystore changeit cannot be read"
      })
  void areSeen(String line) {
    assertThat(Disclosures.isIn(line)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "call of sip:al***@example.org refused",
        "conference sip:co***@127.0.0.1:35123 ended",
        "called tel:+49***67",
        "charging.exempt: urn:service:sos* -> sip:care@* (tollgate.properties)",
        "Peer ocs.example.com: cannot connect to 127.0.0.1:1",
        "a request is not taken: content-type stands more than once",
        "session tollgate.example.com;1796094397;6, ICID 243bd0bc-f408-4d2c-b049-e8948cf66a85"
      })
  void areNotSuspectedWhereThereAreNone(String line) {
    assertThat(Disclosures.isIn(line)).isFalse();
  }
}
