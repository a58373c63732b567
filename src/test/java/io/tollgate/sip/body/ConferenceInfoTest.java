package io.tollgate.sip.body;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.conference.Departure;
import io.tollgate.conference.JoiningMethod;
import io.tollgate.conference.ParticipantState;
import io.tollgate.conference.ParticipantView;
import io.tollgate.conference.UserAddress;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class ConferenceInfoTest {

  private final ConferenceInfo info = new ConferenceInfo("sip:conf@example.com", "a < b & \"c\"");

  private static ParticipantView user(
      String uri, ParticipantState state, @Nullable Departure left) {
    return new ParticipantView(
        UserAddress.of(uri), null, state, JoiningMethod.DIALED_OUT, left, Instant.EPOCH);
  }

  private static Element parse(String xml) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    Document document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    return document.getDocumentElement();
  }

  private static String text(Element root, String name) {
    return root.getElementsByTagNameNS("urn:ietf:params:xml:ns:conference-info", name)
        .item(0)
        .getTextContent();
  }

  @Test
  void theFullDocumentNamesEverybodyAndTheNumber() throws Exception {
    Element root =
        parse(
            info.full(
                0,
                1,
                List.of(
                    user("sip:bob@x", ParticipantState.CONNECTED, null),
                    user("sip:carol@x", ParticipantState.RINGING, null))));
    assertThat(root.getAttribute("state")).isEqualTo("full");
    assertThat(root.getAttribute("version")).isEqualTo("0");
    assertThat(text(root, "user-count")).isEqualTo("1");
    assertThat(text(root, "subject")).isEqualTo("a < b & \"c\"");
    assertThat(text(root, "status")).isEqualTo("connected");
    assertThat(text(root, "joining-method")).isEqualTo("dialed-out");
  }

  @Test
  void aPartialDocumentTellsWhoLeftAndHow() throws Exception {
    Element root =
        parse(
            info.partial(7, 1, List.of(user("sip:b@x", ParticipantState.GONE, Departure.BOOTED))));
    assertThat(root.getAttribute("state")).isEqualTo("partial");
    assertThat(root.getAttribute("version")).isEqualTo("7");
    assertThat(text(root, "status")).isEqualTo("disconnected");
    assertThat(text(root, "disconnection-method")).isEqualTo("booted");
  }

  @Test
  void namesWithCharactersThatXmlCannotHoldStayWellFormed() throws Exception {
    ParticipantView odd =
        new ParticipantView(
            UserAddress.of("sip:o'dd@x"),
            "\u0000<\ud800\uffff\ud83d\ude00>",
            ParticipantState.INVITED,
            JoiningMethod.DIALED_OUT,
            null,
            null);
    Element root = parse(info.full(1, 0, List.of(odd)));
    assertThat(text(root, "display-text")).contains("<").contains("\ud83d\ude00");
  }

  @Test
  void theLastDocumentSaysThatTheConferenceIsGone() throws Exception {
    assertThat(parse(info.deleted(9)).getAttribute("state")).isEqualTo("deleted");
  }
}
