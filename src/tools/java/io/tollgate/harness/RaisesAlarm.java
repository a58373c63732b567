package io.tollgate.harness;

import io.tollgate.alarm.AlarmCatalogue;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a test that breaks what an alarm is about, and sees it raised, and cleared where it can be.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface RaisesAlarm {
  AlarmCatalogue[] value();
}
