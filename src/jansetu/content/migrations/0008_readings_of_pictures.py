"""What was read off photos as rows of their own: nothing that runs before this looks for them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("content", "0006_machine_made"),
    ]

    operations = [
        migrations.CreateModel(
            name="MediaReading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("read", "पढ़ा गया"), ("unclear", "अस्पष्ट"), ("failed", "नहीं पढ़ा जा सका")], max_length=10
                    ),
                ),
                ("text", models.TextField(blank=True, default="")),
                ("confidence", models.FloatField(default=0)),
                ("words", models.JSONField(default=list)),
                ("program", models.CharField(blank=True, default="", max_length=60)),
                ("trouble", models.CharField(blank=True, default="", max_length=40)),
                ("read_at", models.DateTimeField()),
                (
                    "media",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reading", to="content.media"
                    ),
                ),
            ],
        ),
    ]
