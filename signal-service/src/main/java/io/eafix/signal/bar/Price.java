package io.eafix.signal.bar;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Positive;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A positive price with at most 9 digits before and 10 after the point; null is left to others. */
@Documented
@Positive
@Digits(integer = 9, fraction = 10)
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Target({FIELD, METHOD, PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface Price {

  String message() default "must be positive, with at most 9 digits before and 10 after the point";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};
}
