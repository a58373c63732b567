package io.tollgate.conference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UserAddressTest {

  @Test
  void oneUserHasOneAddressHoweverHeIsWritten() {
    assertThat(UserAddress.of("\"Bob\" <sip:bob@Example.COM;transport=tcp>;tag=1"))
        .isEqualTo(UserAddress.of("sips:bob@example.com?subject=x"));
    assertThat(UserAddress.of("tel:+49-30-1234;ext=1")).isEqualTo(UserAddress.of("TEL:+49301234"));
  }

  @Test
  void aSipUriThatIsANumberIsTheNumber() {
    UserAddress number = UserAddress.of("tel:+49-30-1234");
    assertThat(UserAddress.of("<sip:+49301234@example.com;user=phone>")).isEqualTo(number);
    assertThat(UserAddress.of("sips:+49(30)1234;ext=1@example.com;transport=tcp;USER=Phone?a=b"))
        .isEqualTo(number);
    assertThat(UserAddress.of("sip:+49301234@example.com")).isNotEqualTo(number);
    assertThat(UserAddress.of("sip:1234@example.com;user=phone"))
        .isNotEqualTo(UserAddress.of("tel:1234"));
    assertThat(UserAddress.of("sip:+49301234@example.com;user=phone").uri())
        .isEqualTo("sip:+49301234@example.com");
  }

  @Test
  void userPartsAreCaseSensitiveAndPortsCount() {
    assertThat(UserAddress.of("sip:Bob@x")).isNotEqualTo(UserAddress.of("sip:bob@x"));
    assertThat(UserAddress.of("sip:bob@x:5071")).isNotEqualTo(UserAddress.of("sip:bob@x:5072"));
  }

  @Test
  void nonsenseIsKeptAsItIs() {
    assertThat(UserAddress.of("").uri()).isEmpty();
    assertThat(UserAddress.of("no scheme").uri()).isEqualTo("no scheme");
    assertThat(UserAddress.of("sip:;;@").uri()).isEqualTo("sip:;;@");
  }
}
