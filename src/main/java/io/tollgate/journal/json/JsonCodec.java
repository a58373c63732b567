package io.tollgate.journal.json;

/** Writes and reads records of one type as JSON. Thread-safe. */
public final class JsonCodec<T extends Record> {

  private final Class<T> type;
  private final Form form;

  /**
   * @throws IllegalArgumentException if a component's type has no form
   */
  public JsonCodec(Class<T> type) {
    this.type = type;
    this.form = Forms.of(type);
  }

  public String write(T value) {
    StringBuilder out = new StringBuilder(2048);
    form.write(out, value);
    return out.toString();
  }

  /**
   * @throws JsonException if the text is damaged or lacks what the type cannot do without
   */
  public T read(String text) {
    Object json = JsonParser.parse(text);
    if (json == null) {
      throw JsonException.unexpected(type.getSimpleName(), "null", "an object");
    }
    return type.cast(form.read(type.getSimpleName(), json));
  }
}
