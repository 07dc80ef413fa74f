from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("gatherings", "0004_what_is_shown_alone"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="tried_at",
            field=models.DateTimeField(null=True),
        ),
    ]
