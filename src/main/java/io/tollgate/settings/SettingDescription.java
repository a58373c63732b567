package io.tollgate.settings;

import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One line of the catalogue. */
public final class SettingDescription {
  private final String name;
  private final Setting setting;
  private final ValueType<Object> type;
  private final boolean secret;

  @SuppressWarnings("unchecked") // the values of one type never meet those of another
  SettingDescription(String room, RecordComponent component) {
    name = room + "." + kebab(component.getName());
    setting =
        Objects.requireNonNull(
            component.getAnnotation(Setting.class),
            () -> name + " has no @Setting (every component of a settings record needs one)");
    type = (ValueType<Object>) ValueTypes.of(component.getGenericType());
    secret = component.getType() == Secret.class;
  }

  public String name() {
    return name;
  }

  /** {@code sip.no-answer} is {@code TOLLGATE_SIP_NO_ANSWER}. */
  public String environmentName() {
    return environmentName(name);
  }

  private static String environmentName(String name) {
    return "TOLLGATE_" + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** The name of an earlier release; empty where it has always had this one. */
  String formerName() {
    return setting.formerly();
  }

  String formerEnvironmentName() {
    return formerName().isEmpty() ? "" : environmentName(formerName());
  }

  public String text() {
    return setting.value();
  }

  public String defaultText() {
    return setting.byDefault();
  }

  /** Whether a new value takes effect at a reload; else at the next start. */
  public boolean atReload() {
    return setting.atReload();
  }

  public boolean secret() {
    return secret;
  }

  /** What a value must be: "a duration such as 30s, from 1s to 10min". */
  public String expected() {
    String form = setting.patternText().isEmpty() ? type.expected() : setting.patternText();
    String unit = setting.unit().isEmpty() ? "" : " (" + setting.unit() + ")";
    if (!setting.min().isEmpty() && !setting.max().isEmpty()) {
      return form + unit + ", from " + setting.min() + " to " + setting.max();
    }
    if (!setting.min().isEmpty()) {
      return form + unit + ", at least " + setting.min();
    }
    return setting.max().isEmpty() ? form + unit : form + unit + ", at most " + setting.max();
  }

  /** What a text says: a value, or none with the part that is wrong where that is known. */
  record Reading(@Nullable Object value, String wrongPart) {}

  Reading read(String text) {
    try {
      Object value = type.parser().apply(text.trim());
      return new Reading(withinRange(value) && matches(text.trim()) ? value : null, "");
    } catch (WrongWord part) {
      return new Reading(null, String.valueOf(part.getMessage()));
    } catch (IllegalArgumentException notOne) {
      return new Reading(null, "");
    }
  }

  String print(Object value) {
    return type.printer().apply(value);
  }

  private boolean withinRange(Object value) {
    if (type.order() == null) {
      return true;
    }
    return (setting.min().isEmpty()
            || type.order().compare(value, type.parser().apply(setting.min())) >= 0)
        && (setting.max().isEmpty()
            || type.order().compare(value, type.parser().apply(setting.max())) <= 0);
  }

  private boolean matches(String text) {
    return setting.pattern().isEmpty() || Pattern.matches(setting.pattern(), text);
  }

  private static String kebab(String camel) {
    return camel.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }
}
