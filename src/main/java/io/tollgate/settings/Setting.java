package io.tollgate.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What an operator needs to know of a setting, and what a value must be. */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Setting {

  /** What it does, in one sentence. */
  String value();

  /** The default, written as an operator would write it. */
  String byDefault();

  /** Whether a new value takes effect at a reload; else at the next start. */
  boolean atReload() default false;

  /** Least value, written the same way; empty for none. */
  String min() default "";

  /** Greatest value; empty for none. */
  String max() default "";

  /** What a bare number counts: messages, bytes, calls. Types that carry their unit need none. */
  String unit() default "";

  /** A regular expression that a text must match as a whole, and what to call that. */
  String pattern() default "";

  String patternText() default "";

  /** The name it had in an earlier release, which goes on to be understood; empty for none. */
  String formerly() default "";
}
