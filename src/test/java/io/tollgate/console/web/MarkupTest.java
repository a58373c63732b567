package io.tollgate.console.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkupTest {

  @Test
  void aValueFromOutsideIsText() {
    assertThat(Markup.of("<p title=\"{}\">{}</p>", "\"><script>'", "<b>&amp;").toString())
        .isEqualTo("<p title=\"&quot;&gt;&lt;script&gt;&#39;\">&lt;b&gt;&amp;amp;</p>");
  }

  @Test
  void aValueWithPlacesOfItsOwnTakesNoOthers() {
    assertThat(Markup.of("{} {}", "{}", "x").toString()).isEqualTo("{} x");
  }

  @Test
  void whatTurnsTheDirectionOfTextOrEndsALineIsShownAsSuch() {
    assertThat(Markup.of("{}", "a\u202Eb\u0000c\u2028d\u200Be\r").toString())
        .isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFD");
  }

  @Test
  void markupGoesInAsItIsAndListsOneAfterTheOther() {
    Markup item = Markup.of("<li>{}</li>", "<");
    assertThat(Markup.of("<ul>{}</ul>", List.of(item, item)).toString())
        .isEqualTo("<ul><li>&lt;</li><li>&lt;</li></ul>");
  }

  @Test
  void asManyValuesAsPlaces() {
    assertThatThrownBy(() -> Markup.of("{}")).hasMessageContaining("more places");
    assertThatThrownBy(() -> Markup.of("", "x")).hasMessageContaining("more values");
  }
}
