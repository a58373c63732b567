package io.tollgate.console.web;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table that becomes a list of cards in a narrow window: each cell knows its heading. */
public final class Table {
  private final String caption;
  private final List<String> headings;
  private final List<Markup> rows = new ArrayList<>();

  private Table(String caption, List<String> headings) {
    this.caption = caption;
    this.headings = headings;
  }

  /**
   * @param caption for who does not see the page around it
   */
  public static Table of(String caption, String... headings) {
    return new Table(caption, List.of(headings));
  }

  public Table row(@Nullable Object... cells) {
    List<Markup> row = new ArrayList<>();
    for (int i = 0; i < cells.length; i++) {
      row.add(Markup.of("<td data-label=\"{}\">{}</td>", headings.get(i), cells[i]));
    }
    rows.add(Markup.of("<tr>{}</tr>", row));
    return this;
  }

  public Markup orElse(String nothing) {
    return rows.isEmpty() ? Markup.of("<p class=\"none\">{}</p>", nothing) : markup();
  }

  public Markup markup() {
    return Markup.of(
        "<table><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>",
        caption,
        headings.stream().map(each -> Markup.of("<th scope=\"col\">{}</th>", each)).toList(),
        rows);
  }
}
