package io.tollgate.sip.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tollgate.conference.Duplicates;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResourceListsTest {

  private static final ListLimits LIMITS = new ListLimits(65_536, 100, 8, Duplicates.REFUSE);

  private static String list(String content) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + "<resource-lists xmlns=\"urn:ietf:params:xml:ns:resource-lists\""
        + " xmlns:cp=\"urn:ietf:params:xml:ns:copycontrol\"><list>"
        + content
        + "</list></resource-lists>";
  }

  private static BodyException refusal(String document) {
    return refusal(document.getBytes(StandardCharsets.UTF_8), LIMITS);
  }

  private static BodyException refusal(byte[] document, ListLimits limits) {
    return catchThrowableOfType(
        BodyException.class, () -> new ResourceLists(limits).read(document));
  }

  @Test
  void readsEntriesInOrderWithCopyControlAndNames() throws BodyException {
    byte[] document =
        list("<entry uri=\"sip:bob@example.com\" cp:copyControl=\"cc\"/>"
                + "<entry uri=\"sip:carol@example.com\" cp:anonymize=\"true\">"
                + "<display-name>Carol &amp; Co</display-name></entry>")
            .getBytes(StandardCharsets.UTF_8);
    assertThat(new ResourceLists(LIMITS).read(document))
        .containsExactly(
            new ListEntry("sip:bob@example.com", null, "cc", false),
            new ListEntry("sip:carol@example.com", "Carol & Co", "to", true));
  }

  @Test
  void refusesEntitiesThatExplode() {
    StringBuilder bomb =
        new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE b [<!ENTITY a0 \"x\">");
    for (int i = 1; i < 10; i++) {
      bomb.append("<!ENTITY a").append(i).append(" \"").append(("&a" + (i - 1) + ";").repeat(10));
      bomb.append("\">");
    }
    bomb.append("]><resource-lists xmlns=\"urn:ietf:params:xml:ns:resource-lists\"><list>");
    bomb.append("<entry uri=\"sip:b@x\"><display-name>&a9;</display-name></entry></list>");
    bomb.append("</resource-lists>");
    assertThat(refusal(bomb.toString()).status()).isEqualTo(400);
  }

  @Test
  void refusesExternalEntities() {
    assertThat(
            refusal(
                    "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>"
                        + list("<entry uri=\"sip:b@x\"><display-name>&e;</display-name></entry>")
                            .substring(39))
                .status())
        .isEqualTo(400);
  }

  @Test
  void refusesADocumentThatIsTooLarge() {
    assertThat(refusal(new byte[1_000_000], LIMITS).status()).isEqualTo(413);
  }

  @Test
  void refusesTooManyEntries() {
    StringBuilder entries = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      entries.append("<entry uri=\"sip:u").append(i).append("@x\"/>");
    }
    ListLimits roomy = new ListLimits(10_000_000, 100, 8, Duplicates.REFUSE);
    BodyException refusal =
        refusal(list(entries.toString()).getBytes(StandardCharsets.UTF_8), roomy);
    assertThat(refusal.status()).isEqualTo(413);
  }

  @Test
  void refusesDeepNesting() {
    String deep = "<list>".repeat(20) + "</list>".repeat(20);
    assertThat(refusal(list(deep)).status()).isEqualTo(413);
  }

  @Test
  void refusesUnknownAndLyingEncodings() {
    assertThat(refusal("<?xml version=\"1.0\" encoding=\"X-KLINGON\"?><resource-lists/>").status())
        .isEqualTo(400);
    byte[] broken = list("<entry uri=\"sip:\u00fc@x\"/>").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(refusal(broken, LIMITS).status()).isEqualTo(400);
  }

  @Test
  void refusesSomethingThatIsNoList() {
    assertThat(refusal("<a/>").status()).isEqualTo(400);
    assertThat(refusal("{}").status()).isEqualTo(400);
    assertThat(refusal("").status()).isEqualTo(400);
    assertThat(refusal(list("<entry/>")).status()).isEqualTo(400);
  }

  @Test
  void refusesReferencesToOtherLists() {
    assertThat(refusal(list("<external anchor=\"http://x/list\"/>")).status()).isEqualTo(488);
    assertThat(refusal(list("<entry-ref ref=\"resource-lists/users/self\"/>")).status())
        .isEqualTo(488);
  }

  @Test
  void refusesOrMergesDuplicates() throws BodyException {
    String twice =
        list("<entry uri=\"sip:bob@EXAMPLE.com\"/><entry uri=\"sip:bob@example.com;x=y\"/>");
    assertThat(refusal(twice).status()).isEqualTo(400);
    ListLimits merging = new ListLimits(65_536, 100, 8, Duplicates.MERGE);
    assertThat(new ResourceLists(merging).read(twice.getBytes(StandardCharsets.UTF_8))).hasSize(1);
  }

  @Test
  void aWarningIsSafeInAHeader() {
    assertThat(new BodyException(400, "bad \"name\"\r\nVia: x\\\u00e4").warning())
        .isEqualTo("bad  name   Via: x  ");
  }
}
