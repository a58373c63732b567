package io.tollgate.settings;

import java.util.List;

/**
 * The settings in force, and where each came from.
 *
 * @param notes what an operator should know about the sources although it is no mistake
 */
public record EffectiveSettings(Settings settings, List<Value> values, List<String> notes) {

  public EffectiveSettings {
    values = List.copyOf(values);
    notes = List.copyOf(notes);
  }

  /** One setting's value. */
  public record Value(SettingDescription setting, Object value, String source) {

    public boolean isSameAs(Value other) {
      return setting.secret() ? value.equals(other.value) : text().equals(other.text());
    }

    /** As an operator would write it; a secret is masked. */
    public String text() {
      return setting.secret() ? value.toString() : setting.print(value);
    }
  }

  /** A page for {@code --check-config}. */
  public String print() {
    StringBuilder page = new StringBuilder();
    notes.forEach(note -> page.append("# ").append(note).append(System.lineSeparator()));
    for (Value value : values) {
      page.append(
          "%-40s = %s  (%s)%n".formatted(value.setting().name(), value.text(), value.source()));
    }
    return page.toString();
  }
}
