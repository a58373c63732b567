package io.tollgate.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeersTest {

  private static Peers listed(String... entries) {
    Map<String, Set<InetAddress>> names = Map.of("scscf.example.com", Set.of(at("192.0.2.77")));
    return Peers.listed(List.of(entries), name -> names.getOrDefault(name, Set.of()));
  }

  private static InetAddress at(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Standing from(Peers peers, String address) {
    return peers.of(at(address), Certificate.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.2, true, true",
    "127.0.0.3, false, false",
    "10.1.255.255, true, false",
    "10.2.0.0, false, false",
    "192.0.2.77, true, true",
    "192.0.2.78, false, false",
    "2001:db8:7fff::1, true, false",
    "2001:db8:8000::1, false, false",
  })
  void whoIsListedMaySpeakAndWhoIsTrustedIsBelieved(
      String address, boolean originates, boolean trusted) {
    Peers peers =
        listed(
            "127.0.0.2;trusted", "10.1.0.0/16", "scscf.example.com;trusted", "2001:db8::/33;from");

    assertThat(from(peers, address).originates()).isEqualTo(originates);
    assertThat(from(peers, address).trusted()).isEqualTo(trusted);
  }

  @Test
  void theFirstEntryThatFitsDecides() {
    Peers peers = listed("10.0.0.1;to", "10.0.0.0/8;trusted;from;rate=5");

    assertThat(from(peers, "10.0.0.1").originates()).isFalse();
    assertThat(from(peers, "10.0.0.2").perSecond()).isEqualTo(5);
    assertThat(from(peers, "10.0.0.2").reachable()).isFalse();
  }

  @Test
  void aPeerWithACertificateIsKnownByNameOrSubject() {
    Peers peers = listed("*;tls=scscf1.home.example;trusted", "*;subject=/O=Home/CN=as1;from");
    Certificate scscf = new Certificate(List.of("SCSCF1.home.example"), List.of("CN=whoever"));
    Certificate as = new Certificate(List.of("as1"), List.of("CN=as1", "OU=x", "O=Home"));

    assertThat(peers.of(at("198.51.100.1"), scscf).trusted()).isTrue();
    assertThat(peers.of(at("198.51.100.1"), as).originates()).isTrue();
    assertThat(peers.of(at("198.51.100.1"), as).reachable()).isFalse();
    assertThat(from(peers, "198.51.100.1")).isEqualTo(Standing.STRANGER);
    assertThat(peers.mayConnect(at("198.51.100.1"))).isTrue();
    assertThat(peers.wantCertificates()).isTrue();
    assertThat(peers.towards("scscf1.home.example").trusted()).isTrue();
    assertThat(peers.towards("198.51.100.1").reachable()).isFalse();
    assertThat(peers.at(at("198.51.100.1"))).isFalse();
  }

  @Test
  void aNextHopIsToldByItsNameOrAddress() {
    Peers peers =
        listed("192.0.2.0/24;to", "scscf.example.com;trusted", ".home.example;trusted;to");

    assertThat(peers.towards("192.0.2.9").reachable()).isTrue();
    assertThat(peers.towards("198.51.100.9").reachable()).isFalse();
    assertThat(peers.towards("SCSCF.example.com").trusted()).isTrue();
    assertThat(peers.towards("s1.home.example").trusted()).isTrue();
    assertThat(peers.towards("s1.evilhome.example").trusted()).isFalse();
    assertThat(peers.towards("somewhere.example").reachable())
        .as("told when its address is known")
        .isTrue();
    assertThat(peers.at(at("192.0.2.9"))).isTrue();
    assertThat(peers.at(at("198.51.100.9"))).isFalse();
  }

  @Test
  void whereEverybodyMaySpeakOnlySomeAreBelieved() {
    Peers peers = Peers.everybody(List.of("127.0.0.0/8", ".home.example"), name -> Set.of());

    assertThat(from(peers, "127.9.9.9").trusted()).isTrue();
    assertThat(from(peers, "192.0.2.1").trusted()).isFalse();
    assertThat(from(peers, "192.0.2.1").originates()).isTrue();
    assertThat(peers.towards("a.home.example").trusted()).isTrue();
    assertThat(peers.towards("198.51.100.9").reachable()).isTrue();
    assertThat(peers.closed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";trusted",
        "10.0.0.0/33",
        "scscf/8",
        "10.0.0.1;trust",
        "10.0.0.1;rate=0",
        "10.0.0.1;as=bob",
        "*;subject=scscf",
        "two words;trusted"
      })
  void whatIsNoPeerIsToldWithWhatWasExpected(String entry) {
    assertThatThrownBy(() -> listed(entry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected");
  }
}
