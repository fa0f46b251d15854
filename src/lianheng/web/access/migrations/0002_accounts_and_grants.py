import django.core.validators
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="account",
            name="administrator_is_no_person",
        ),
        migrations.RemoveConstraint(
            model_name="rolegrant",
            name="grant_in_order",
        ),
        migrations.AlterField(
            model_name="account",
            name="username",
            field=models.CharField(
                max_length=150,
                unique=True,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[A-Za-z0-9][A-Za-z0-9._-]*\\Z", "账号只含字母、数字、点、横线、下划线"
                    )
                ],
                verbose_name="账号",
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("administrator", "none"), ("person__isnull", False)),
                    models.Q(models.Q(("administrator", "none"), _negated=True), ("person__isnull", True)),
                    _connector="OR",
                ),
                name="account_of_person_or_administrator",
                violation_error_message="账号须属于一个人，或一名管理员，不能兼属。",
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("username"),
                name="account_name_once",
                violation_error_message="已有同名账号。",
            ),
        ),
    ]
