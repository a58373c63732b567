package io.tollgate.sip.farewell;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.sip.farewell.Hop.Transport;
import io.tollgate.sip.leg.DialogState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 3261 12.2.1.1. */
class ByeTest {

  private static List<String> lines(Bye bye) {
    return bye.text(Transport.UDP, "10.0.0.2:40000", "z9hG4bK1").lines().toList();
  }

  @Test
  void withoutARouteSetItGoesToTheContact() {
    Bye bye = Bye.of(Dialogs.with("sip:bob@10.0.0.9:5070;transport=tcp"));
    assertThat(bye.hop()).isEqualTo(new Hop("10.0.0.9", 5070, Transport.TCP));
    assertThat(lines(bye))
        .startsWith("BYE sip:bob@10.0.0.9:5070;transport=tcp SIP/2.0")
        .contains(
            "Via: SIP/2.0/UDP 10.0.0.2:40000;rport;branch=z9hG4bK1",
            "From: <sip:im@example.com>;tag=ours",
            "To: \"Bob\" <sip:bob@example.com>;tag=his",
            "Call-ID: a84b4c76e66710",
            "Content-Length: 0")
        .noneMatch(line -> line.startsWith("Route"))
        .anyMatch(line -> line.startsWith("Reason: SIP;cause=503"));
  }

  @Test
  void looseRoutersFindTheContactInTheRequestUri() {
    Bye bye = Bye.of(Dialogs.with("sip:bob@10.0.0.9", "sip:p1.net;lr", "sip:p2.net:5080;lr=on"));
    assertThat(bye.hop()).isEqualTo(new Hop("p1.net", 5060, Transport.UDP));
    assertThat(lines(bye))
        .startsWith("BYE sip:bob@10.0.0.9 SIP/2.0")
        .containsSubsequence("Route: <sip:p1.net;lr>", "Route: <sip:p2.net:5080;lr=on>");
  }

  @Test
  void aStrictRouterIsNamedInTheRequestUriAndTheContactComesLast() {
    Bye bye = Bye.of(Dialogs.with("sip:bob@10.0.0.9", "sip:p1.net;method=INVITE", "sip:p2.net;lr"));
    assertThat(bye.hop()).isEqualTo(new Hop("p1.net", 5060, Transport.UDP));
    assertThat(lines(bye))
        .startsWith("BYE sip:p1.net SIP/2.0")
        .containsSubsequence("Route: <sip:p2.net;lr>", "Route: <sip:bob@10.0.0.9>");
  }

  /** What the dead server sent after it had written down where the dialog stood has lower ones. */
  @Test
  void itsNumberIsFarAheadAndNeverBeyondTheGreatest() {
    assertThat(sequence(Dialogs.with("sip:bob@10.0.0.9"))).isGreaterThan(100_000);
    DialogState near = Dialogs.with("sip:bob@10.0.0.9");
    DialogState last =
        new DialogState(
            near.callId(),
            near.icid(),
            near.local(),
            near.remote(),
            (1L << 31) - 3,
            0,
            near.routes(),
            near.target(),
            near.contact(),
            near.transport());
    assertThat(sequence(last)).isEqualTo((1L << 31) - 1);
  }

  private static long sequence(DialogState dialog) {
    return lines(Bye.of(dialog)).stream()
        .filter(line -> line.startsWith("CSeq: "))
        .mapToLong(line -> Long.parseLong(line.split(" ")[1]))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "sip:10.0.0.9, 10.0.0.9, 5060, UDP",
        "sips:bob@host.net, host.net, 5061, TLS",
        "sip:bob@host.net;transport=TLS, host.net, 5061, TLS",
        "sip:bo;b?x@host.net:5070?Subject=no:where, host.net, 5070, UDP",
        "sip:bob@[2001:db8::1]:5080;transport=tcp, 2001:db8::1, 5080, TCP",
        "sip:bob@host.net;maddr=10.1.1.1, 10.1.1.1, 5060, UDP",
      })
  void aUriSaysWhereToSend(String uri, String host, int port, Transport transport) {
    assertThat(Hop.of(uri)).isEqualTo(new Hop(host, port, transport));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tel:+4930123",
        "sip:",
        "sip:bob@",
        "sip:bob@host:0",
        "sip:bob@host:99999",
        "sip:bob@host:x",
        "sip:bob@host;transport=sctp",
      })
  void whereAUriSaysNothingNobodyIsSentTo(String uri) {
    assertThat(Hop.of(uri)).isNull();
    assertThat(Bye.of(Dialogs.with(uri)).hop()).isNull();
  }

  @Test
  void aRouteLeadsToAPartyThatHasNoSipUriButNotToOneWithoutContact() {
    assertThat(Bye.of(Dialogs.with("tel:+49", "sip:p1.net;lr")).hop()).isNotNull();
    assertThat(Bye.of(Dialogs.with("", "sip:p1.net;lr")).hop()).isNull();
  }

  @Test
  void whatAnotherWroteBeginsNoLineOfItsOwn() {
    Bye bye = Bye.of(Dialogs.with("sip:bob@10.0.0.9\r\nEvil: 1"));
    assertThat(lines(bye)).noneMatch(line -> line.startsWith("Evil"));
  }
}
