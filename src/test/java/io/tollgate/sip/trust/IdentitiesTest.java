package io.tollgate.sip.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.PeerHints;
import io.tollgate.charging.record.SubscriptionId;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentitiesTest {

  @Test
  void takesTheUrisOutOfHeaderValues() {
    assertThat(
            Identities.uris(
                List.of("\"Smith, John\" <sip:john@example.com>, <tel:+1555>", "sip:x@y;tag=1")))
        .containsExactly("sip:john@example.com", "tel:+1555", "sip:x@y");
  }

  @Test
  void whatADisplayNameSaysIsNobodysAddress() {
    assertThat(Identities.uri("\"<sip:victim@example.com>\" <sip:me@example.com>"))
        .isEqualTo("sip:me@example.com");
    assertThat(Identities.uri("  \"a \\\" <sip:victim@example.com>\" <sip:me@example.com>;x=<y>"))
        .isEqualTo("sip:me@example.com");
    assertThat(Identities.uri("\"<sip:victim@example.com>")).isEmpty();
    assertThat(Identities.uris(List.of("\"sip:victim@example.com\""))).isEmpty();
    assertThat(Identities.parameters("\";sescase=term\" <sip:me@example.com>;sescase=orig"))
        .isEqualTo(";sescase=orig");
  }

  @Test
  void globalNumbersBecomeE164AndTheRestSipUris() {
    assertThat(
            Identities.subscriptions(
                List.of(
                    "tel:+1-555.123(4)",
                    "sip:+49301234;phone-context=x@example.com;user=phone",
                    "sip:alice@example.com;transport=tcp",
                    "tel:911;phone-context=+1")))
        .containsExactly(
            new SubscriptionId(SubscriptionId.Type.E164, "15551234"),
            new SubscriptionId(SubscriptionId.Type.E164, "49301234"),
            new SubscriptionId(SubscriptionId.Type.SIP_URI, "sip:alice@example.com"),
            new SubscriptionId(SubscriptionId.Type.SIP_URI, "tel:911"));
  }

  @Test
  void chargingFunctionsKeepTheirOrder() {
    assertThat(
            ChargingFunctionAddresses.parse(
                "ccf=cdf1.example; ccf=\"[2001:db8::1]\" ;ecf=ocs1;ecf=ocs2;x=y"))
        .isEqualTo(
            new PeerHints(List.of("cdf1.example", "[2001:db8::1]"), List.of("ocs1", "ocs2")));
    assertThat(ChargingFunctionAddresses.parse(null)).isEqualTo(PeerHints.NONE);
  }
}
